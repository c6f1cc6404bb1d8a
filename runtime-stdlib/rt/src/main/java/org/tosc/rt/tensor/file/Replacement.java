package org.tosc.rt.tensor.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/// Writes a file under another name in the same folder, makes sure that it is on the disk, and then
/// renames it. So a reader, and whoever comes after a crash, finds the old file or the whole new
/// one.
///
/// ```text
/// .tosc-PID-START-RANDOM.part ─► force ─► rename ─► force the folder
/// ```
///
/// A process that is killed on the way leaves its `.part` behind. Its name says whose it is, and
/// the next replacement in that folder removes those whose process is no more.
public final class Replacement {
  private static final int BUFFER = 1 << 16;

  /// Writes the contents.
  @FunctionalInterface
  public interface Body {
    void write(OutputStream out) throws IOException;
  }

  private Replacement() {}

  /// Replaces a file, or makes it.
  ///
  /// @throws IOException where the file cannot be written; it is then as it was
  public static void write(Path path, Body body) throws IOException {
    Path target = path.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("`" + path + "` is a folder");
    }
    clear(folder);
    Path fresh = folder.resolve(PartName.ofThisProcess().with(UUID.randomUUID().toString()));
    try {
      fill(fresh, body);
      keepPermissions(target, fresh);
      Files.move(
          fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(folder);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /// Finds out before there is anything to write whether [#write] has a place for it.
  ///
  /// @throws IOException where it has none
  public static void check(Path path) throws IOException {
    Path target = path.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new IOException("it is a directory");
    }
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    if (!Files.isWritable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
  }

  private static void fill(Path fresh, Body body) throws IOException {
    try (FileChannel channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      body.write(out);
      out.flush();
      channel.force(true);
    }
  }

  /// A file that only its owner could read stays so.
  private static void keepPermissions(Path old, Path fresh) throws IOException {
    PosixFileAttributeView from = Files.getFileAttributeView(old, PosixFileAttributeView.class);
    PosixFileAttributeView to = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    if (from != null && to != null && Files.exists(old)) {
      to.setPermissions(from.readAttributes().permissions());
    }
  }

  /// The new name is on the disk after this, where the system can be asked for that: Linux and
  /// macOS can, Windows has no such thing.
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // the file itself is whole either way
    }
  }

  /// Removes what dead processes left behind.
  private static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PartName.GLOB)) {
      for (Path part : parts) {
        PartName owner = PartName.of(String.valueOf(part.getFileName()));
        if (owner != null && !owner.isAlive()) {
          Files.deleteIfExists(part);
        }
      }
    }
  }
}
