package org.tosc.models.registry;

import java.util.List;
import java.util.regex.Pattern;

/// A model that can be installed.
///
/// @param files all that it has; the first is the one that programs load
public record ModelPackage(String name, String version, String description, List<File> files) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /// One file.
  ///
  /// @param name without folders
  /// @param bytes its size
  /// @param sha256 its digest in hexadecimal digits (FIPS 180-4)
  public record File(String name, long bytes, String sha256) {}

  public ModelPackage {
    files = List.copyOf(files);
  }

  /// Whether a text can name a package: it becomes the name of a folder.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches() && !text.contains("..");
  }

  static boolean isFileName(String text) {
    return FILE.matcher(text).matches() && !text.contains("..");
  }

  static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  /// `name@version`.
  public String text() {
    return name + "@" + version;
  }
}
