package org.tosc.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.frontend.neuro.NeuroFrontend;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.check.NeuroChecker;
import org.tosc.frontend.neuro.lower.KernelReport;
import org.tosc.frontend.neuro.lower.NeuroLowering;
import org.tosc.frontend.neuro.parse.NeuroParser;
import org.tosc.frontend.neuro.parse.Parsed;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Compiles a program of Neuro-Lang: its file and, before it, the files that it imports.
final class NeuroProgram {
  private final SourceStore store;
  private final List<Diagnostic> found = new ArrayList<>();
  private final Map<String, NeuroChecker.File> files = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();

  private NeuroProgram(SourceStore store) {
    this.store = store;
  }

  /// The tests of a file; without a module where there are errors.
  static Tests tests(Source source, SourceStore store) {
    NeuroProgram program = new NeuroProgram(store);
    program.read(source, "main");
    NeuroFrontend.Checked checked = NeuroFrontend.check(List.copyOf(program.files.values()));
    List<Diagnostic> all = Consequences.leaveOut(program.found, checked.diagnostics());
    if (all.stream().anyMatch(Diagnostic::isError)) {
      return new Tests(null, List.of(), false, all);
    }
    List<Tests.Test> tests =
        checked.tests().stream()
            .map(
                f ->
                    new Tests.Test(
                        f.symbol().substring(f.symbol().indexOf('.') + 1), f.symbol(), f.span()))
            .toList();
    return new Tests(Compiler.verified(checked.lowerTests().module()), tests, false, all);
  }

  static Compiler.Compilation compile(Source source, SourceStore store, boolean lower) {
    NeuroProgram program = new NeuroProgram(store);
    program.read(source, "main");
    NeuroFrontend.Checked checked = NeuroFrontend.check(List.copyOf(program.files.values()));
    List<Diagnostic> all = Consequences.leaveOut(program.found, checked.diagnostics());
    boolean errors = all.stream().anyMatch(Diagnostic::isError);
    if (errors || !lower) {
      return new Compiler.Compilation(null, all);
    }
    NeuroLowering.Lowered lowered = checked.lower();
    return new Compiler.Compilation(
        Compiler.verified(lowered.module()),
        all,
        lowered.kernels().stream().map(KernelReport::toString).toList());
  }

  private void read(Source source, String name) {
    open.add(source.name());
    Parsed parsed = NeuroParser.parse(source);
    found.addAll(parsed.diagnostics());
    Map<Item, String> imports = new HashMap<>();
    for (Item item : parsed.file().items()) {
      if (item instanceof Item.Import i) {
        imported(i, source, imports);
      }
    }
    open.removeLast();
    files.put(source.name(), new NeuroChecker.File(source.name(), name, parsed.file(), imports));
  }

  private void imported(Item.Import item, Source importer, Map<Item, String> imports) {
    String path = item.path();
    if (!item.quoted() && NeuroChecker.isLibrary(path)) {
      return;
    }
    Source source = store.find(path, item.quoted(), importer);
    if (source == null) {
      found.add(
          Diagnostic.of(
              Code.E0601, item.pathSpan(), "there is no file for the import `" + path + "`"));
    } else if (open.contains(source.name())) {
      List<String> cycle = new ArrayList<>(open.subList(open.indexOf(source.name()), open.size()));
      cycle.add(source.name());
      found.add(
          Diagnostic.of(
              Code.E0604,
              item.pathSpan(),
              "files import each other: " + String.join(" → ", cycle)));
    } else {
      if (!files.containsKey(source.name())) {
        read(source, Compiler.stem(source.name()));
      }
      imports.put(item, source.name());
    }
  }
}
