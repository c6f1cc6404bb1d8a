package org.tosc.rt.tensor.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tosc.rt.tensor.Tensor;

/// NumPy's `.npz` files: ZIP archives of `.npy` arrays, stored or deflated.
public final class Npz {
  private static final int MAX_ENTRIES = 1 << 16;

  /// Deflate gives at most 1,032 bytes for one (RFC 1951: 258 bytes for two bits).
  private static final long MAX_RATIO = 1032;

  private Npz() {}

  /// The arrays by name, without `.npy`, in the order of the archive. Entries that are no arrays
  /// are skipped.
  public static Map<String, Tensor> read(Path path) {
    String file = path.toString();
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : entries(file, zip)) {
        String name = entry.getName();
        if (name.endsWith(".npy")) {
          String key = name.substring(0, name.length() - ".npy".length());
          if (arrays.put(key, array(file, zip, entry)) != null) {
            throw new TensorFileFault(
                file, 0, "the array `" + TensorFileFault.escaped(key) + "` is there twice");
          }
        }
      }
    } catch (IOException e) {
      throw TensorFileFault.of(file, 0, e);
    }
    return arrays;
  }

  private static List<ZipEntry> entries(String file, ZipFile zip) {
    if (zip.size() > MAX_ENTRIES) {
      throw new TensorFileFault(
          file, 0, "an archive has at most " + MAX_ENTRIES + " entries, this one " + zip.size());
    }
    return new ArrayList<>(zip.stream().toList());
  }

  private static Tensor array(String file, ZipFile zip, ZipEntry entry) throws IOException {
    String name = file + ":" + TensorFileFault.escaped(entry.getName());
    long size = entry.getSize();
    if (size < 0 || size / MAX_RATIO > entry.getCompressedSize()) {
      throw new TensorFileFault(
          name,
          0,
          "the entry claims "
              + size
              + " bytes in "
              + entry.getCompressedSize()
              + ", which deflate cannot reach");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      if (in == null) {
        throw new TensorFileFault(name, 0, "the entry has no data");
      }
      return Npy.read(name, in, size);
    }
  }
}
