package org.tosc.models.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.digest.Sha256;

/// Installs packages: files are compared with their sizes and digests before anything sees them.
///
/// @param progress hears of bytes as they come
public record Installer(Registry registry, Store store, Progress progress) {
  private static final int PIECE = 1 << 16;

  /// Hears how far an installation is.
  @FunctionalInterface
  public interface Progress {
    /// Some bytes have come.
    ///
    /// @param file the file that is coming
    /// @param done bytes of all files that have come
    /// @param all how many there are
    void bytes(String file, long done, long all);
  }

  /// Installs a package. What is quantised is a variant, which stands beside the original.
  ///
  /// @param format of the matrices of a `.gguf` file, which the variant has in the place of the
  ///   weights; null for all files as they are
  /// @throws IOException where a file cannot be had, or is not what the index says
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where the files cannot be quantised
  public Store.Installed install(ModelPackage wanted, @Nullable WeightFormat format)
      throws IOException {
    Path part = store.begin();
    try {
      // Quantised models take their names of their folders.
      return install(wanted, format, Files.createDirectory(part.resolve(wanted.name())));
    } finally {
      Store.delete(part);
    }
  }

  private Store.Installed install(ModelPackage wanted, @Nullable WeightFormat format, Path files)
      throws IOException {
    long all = wanted.files().stream().mapToLong(ModelPackage.File::bytes).sum();
    long done = 0;
    for (ModelPackage.File file : wanted.files()) {
      fetch(wanted, file, files.resolve(file.name()), done, all);
      done += file.bytes();
    }
    String main = wanted.files().getFirst().name();
    Map<String, String> digests = new HashMap<>();
    wanted.files().forEach(file -> digests.put(file.name(), file.sha256()));
    if (format != null) {
      main = Quantised.make(files, main, format);
      digests.put(main, Digests.of(files.resolve(main)));
    }
    new Digests(digests).write(files);
    return store.finish(files, wanted, format == null ? "" : format.text(), main);
  }

  private void fetch(ModelPackage wanted, ModelPackage.File file, Path to, long before, long all)
      throws IOException {
    MessageDigest digest = Sha256.begin();
    long left = file.bytes();
    String path = wanted.name() + "/" + wanted.version() + "/" + file.name();
    try (InputStream in = registry.open(path);
        FileChannel channel =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      byte[] piece = new byte[PIECE];
      int count = in.read(piece);
      while (count >= 0) {
        if (count > left) {
          throw differs(wanted, file, "has more than " + file.bytes() + " bytes");
        }
        digest.update(piece, 0, count);
        out.write(piece, 0, count);
        left -= count;
        progress.bytes(file.name(), before + file.bytes() - left, all);
        count = in.read(piece);
      }
      channel.force(true);
    }
    if (left > 0) {
      throw differs(wanted, file, "has " + left + " bytes less than " + file.bytes());
    }
    String found = Sha256.hex(digest);
    if (!found.equals(file.sha256())) {
      throw differs(wanted, file, "has the SHA-256 " + found + ", expected " + file.sha256());
    }
  }

  private static IOException differs(ModelPackage wanted, ModelPackage.File file, String how) {
    return new IOException(
        "`" + file.name() + "` of " + wanted.text() + " is not what the registry says: it " + how);
  }
}
