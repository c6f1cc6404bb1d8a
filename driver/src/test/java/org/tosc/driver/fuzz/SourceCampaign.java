package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler;
import org.tosc.driver.SourceStore;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Runs programs of [SourceMaker], many of them in one file, each between two marks in the output.
final class SourceCampaign implements Campaign.Kind {
  private static final String MARK = "== ";

  private final Map<String, Long> used = new TreeMap<>();

  @Override
  public String name() {
    return "source";
  }

  @Override
  public int batch() {
    return 20;
  }

  @Override
  public List<Optional<Mismatch>> run(List<Choices> programs) {
    String file = text(programs, used);
    Module module = module(file);
    if (module == null) {
      return refused(programs);
    }
    String[] expected = parts(Engines.outcomes("interp", module, List.of("main")).getFirst());
    String[] found = parts(Engines.outcomes("jvm", module, List.of("main")).getFirst());
    List<Optional<Mismatch>> all = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      String left = part(expected, i + 1);
      String right = part(found, i + 1);
      all.add(
          left.equals(right)
              ? Optional.empty()
              : Optional.of(
                  new Mismatch(
                      name(),
                      programs.get(i).taken(),
                      programs.size() == 1 ? file : "",
                      left,
                      right)));
    }
    return all;
  }

  /// Where the compiler refuses one program of a file, each runs alone.
  private List<Optional<Mismatch>> refused(List<Choices> programs) {
    if (programs.size() == 1) {
      used.merge("refused", 1L, Long::sum);
      return List.of(Optional.empty());
    }
    List<Optional<Mismatch>> all = new ArrayList<>();
    for (Choices one : programs) {
      all.addAll(run(List.of(Choices.of(one.taken()))));
    }
    return all;
  }

  /// The programs in one file.
  static String text(List<Choices> programs) {
    return text(programs, new TreeMap<>());
  }

  private static String text(List<Choices> programs, Map<String, Long> used) {
    StringBuilder file = new StringBuilder(SourceMaker.PRELUDE);
    for (int i = 0; i < programs.size(); i++) {
      SourceMaker.Made made = SourceMaker.make(i, programs.get(i));
      made.used().forEach((what, times) -> used.merge(what, times, Long::sum));
      file.append("print \"").append(MARK).append(i).append("\"\n").append(made.source());
    }
    return file.toString();
  }

  /// The module of a file; null where the compiler refuses it.
  static @Nullable Module module(String text) {
    Source source = new Source("fuzz.pseudo", text);
    return Compiler.compile(source, Compiler.Language.PSEUDOCODE, SourceStore.NONE).module();
  }

  /// What stands between the marks; an error outside all programs stands after the last.
  private static String[] parts(String output) {
    return output.split(MARK, -1);
  }

  private static String part(String[] parts, int i) {
    return i < parts.length ? parts[i] : "missing after: " + parts[parts.length - 1];
  }

  @Override
  public Map<String, Long> used() {
    return used;
  }
}
