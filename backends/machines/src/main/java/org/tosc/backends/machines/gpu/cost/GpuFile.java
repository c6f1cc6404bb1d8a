package org.tosc.backends.machines.gpu.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.parameters.ConfigurationError;
import org.tosc.backends.machines.parameters.Entry;
import org.tosc.backends.machines.parameters.TomlReader;

/// Reads the figures of a GPU: TOML of whole numbers. What a file does not name is as in
/// `h100.toml`.
public final class GpuFile {
  /// The names of the files that are there without a path.
  public static final List<String> BUNDLED = List.of("h100", "a100", "b200", "rtx4090");

  private static final long MOST = 1L << 50;

  private GpuFile() {}

  /// The GPU that a text describes.
  ///
  /// @throws ConfigurationError with the place, where the text cannot be read, names what does not
  ///   exist, or a value is below 1
  public static Gpu read(String name, String text) {
    Map<String, Long> figures = new HashMap<>(bundled("h100").figures());
    figures.putAll(figures(text, figures));
    return new Gpu(name, figures);
  }

  private static Map<String, Long> figures(String text, Map<String, Long> known) {
    Map<String, Long> figures = new HashMap<>();
    for (Entry entry : TomlReader.read(text)) {
      if (!known.isEmpty() && !known.containsKey(entry.key())) {
        throw new ConfigurationError(
            entry.line(), entry.column(), "there is no figure `" + entry.key() + "`");
      }
      if (entry.isBoolean() || entry.value() < 1 || entry.value() > MOST) {
        throw new ConfigurationError(
            entry.line(),
            entry.valueColumn(),
            "`" + entry.key() + "`: a whole number from 1 to 2^50 is needed here");
      }
      figures.put(entry.key(), entry.value());
    }
    return figures;
  }

  /// A GPU that is there without a file.
  ///
  /// @param name one of [#BUNDLED]
  /// @throws IllegalArgumentException for any other name
  public static Gpu bundled(String name) {
    if (!BUNDLED.contains(name)) {
      throw new IllegalArgumentException("there is no GPU `" + name + "`");
    }
    Map<String, Long> figures = figures(resource("h100"), Map.of());
    figures.putAll(figures(resource(name), figures));
    return new Gpu(name, figures);
  }

  private static String resource(String name) {
    try (InputStream in = GpuFile.class.getResourceAsStream(name + ".toml")) {
      if (in == null) {
        throw new IllegalStateException(name + ".toml is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
