package org.tosc.frontend.pseudocode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tosc.tir.source.Source;

/// Every program of the repository: the samples, but those of errors, and the fences of the
/// language pages.
public final class Programs {
  private static final Path ROOT = Path.of("..");
  private static final Pattern FENCE =
      Pattern.compile("^```pseudo\\b[^\n]*\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private Programs() {}

  public static List<Source> all() {
    List<Source> programs = new ArrayList<>();
    for (Path path : files("samples", ".pseudo")) {
      programs.add(new Source(path.toString(), read(path)));
    }
    for (Path path : files("docs/language", ".md")) {
      Matcher fence = FENCE.matcher(read(path));
      while (fence.find()) {
        programs.add(new Source(path + "@" + fence.start(), fence.group(1)));
      }
    }
    return programs;
  }

  private static List<Path> files(String folder, String ending) {
    try (Stream<Path> paths = Files.walk(ROOT.resolve(folder))) {
      Path wrong = ROOT.resolve("samples/errors");
      return paths
          .filter(path -> path.toString().endsWith(ending) && !path.startsWith(wrong))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
