package org.tosc.frontend.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFile;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.neuro.NeuroFrontend;
import org.tosc.frontend.neuro.check.NeuroChecker;
import org.tosc.frontend.neuro.export.Exports;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.pseudocode.ForeignUnit;
import org.tosc.frontend.pseudocode.PseudocodeFrontend;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.resolve.Conversation;
import org.tosc.frontend.pseudocode.types.Program;
import org.tosc.tir.source.Diagnostic;

/// A program whose files are of both languages.
///
/// Neuro-Lang is checked first: of Pseudocode it sees the annotations of functions. Pseudocode sees
/// files of Neuro-Lang as files of annotated functions ([ForeignUnit]), so names, arguments and
/// shapes are checked as those of its own.
public final class LinkedProgram {
  /// What came out: diagnostics in the order of the sources, and the program unless there are
  /// errors.
  public record Checked(@Nullable LinkedProgram program, List<Diagnostic> diagnostics) {
    public Checked {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  private final Program pseudocode;
  private final Map<ForeignFunction, TFunction> kernels;
  private final Map<ForeignFunction, Stmt.FunctionDecl> functions;
  private final List<TFunction> tests;

  private LinkedProgram(
      Program pseudocode,
      Map<ForeignFunction, TFunction> kernels,
      Map<ForeignFunction, Stmt.FunctionDecl> functions,
      List<TFunction> tests) {
    this.pseudocode = pseudocode;
    this.kernels = kernels;
    this.functions = functions;
    this.tests = List.copyOf(tests);
  }

  /// The tests of the program's own file, where it was checked for them.
  public List<TFunction> tests() {
    return tests;
  }

  Program pseudocode() {
    return pseudocode;
  }

  /// The functions of Neuro-Lang that Pseudocode may call.
  Map<ForeignFunction, TFunction> kernels() {
    return kernels;
  }

  /// The functions of Pseudocode that Neuro-Lang may call.
  Map<ForeignFunction, Stmt.FunctionDecl> functions() {
    return functions;
  }

  /// Checks the files of a program, imported ones before their importers, the program itself last.
  /// Where there is a conversation, the last file is an entry of it, in Pseudocode.
  public static Checked check(
      List<ProgramFile> files, Set<String> builtins, @Nullable Conversation conversation) {
    return new Check(files, builtins, conversation, false).run();
  }

  /// As [#check], of a program in Neuro-Lang whose entries are its tests, not its `main`.
  public static Checked checkTests(List<ProgramFile> files, Set<String> builtins) {
    return new Check(files, builtins, null, true).run();
  }

  /// Lowers a program without errors.
  public LinkedLowering lower() {
    return new LinkedLowering(this);
  }

  /// The steps of a check, with what each leaves for the next.
  private static final class Check {
    private final List<ProgramFile> files;
    private final Set<String> builtins;
    private final @Nullable Conversation conversation;
    private final boolean isForTests;
    private final List<Diagnostic> found = new ArrayList<>();
    private final List<TFunction> tests = new ArrayList<>();
    private final Map<ForeignFunction, TFunction> kernels = new IdentityHashMap<>();
    private final Map<ForeignFunction, Stmt.FunctionDecl> functions = new IdentityHashMap<>();

    Check(
        List<ProgramFile> files,
        Set<String> builtins,
        @Nullable Conversation conversation,
        boolean isForTests) {
      this.isForTests = isForTests;
      this.files = files;
      this.builtins = builtins;
      this.conversation = conversation;
    }

    Checked run() {
      Map<String, Exports> exports = neuro();
      if (exports == null) {
        return new Checked(null, found);
      }
      PseudocodeFrontend.Checked checked =
          PseudocodeFrontend.check(
              pseudocode(exports), builtins, conversation, List.copyOf(functions.values()));
      found.addAll(checked.diagnostics());
      found.sort(
          Comparator.comparing((Diagnostic d) -> d.span().source().name())
              .thenComparingInt(d -> d.span().start()));
      boolean hasErrors = found.stream().anyMatch(Diagnostic::isError);
      return new Checked(
          hasErrors ? null : new LinkedProgram(checked.program(), kernels, functions, tests),
          found);
    }

    /// Checks the files of Neuro-Lang; gives what each offers. Where there are errors it is not
    /// known what they offer (null), and Pseudocode waits until they are mended.
    private @Nullable Map<String, Exports> neuro() {
      List<NeuroChecker.File> all = new ArrayList<>();
      List<ForeignFile> imported = new ArrayList<>();
      boolean isSound = true;
      for (ProgramFile file : files) {
        switch (file) {
          case ProgramFile.OfNeuro(var neuro, boolean parsed) -> {
            all.add(neuro);
            isSound &= parsed;
          }
          case ProgramFile.OfPseudocode(var own) -> {
            if (isImportedByNeuro(own.key())) {
              var offered = org.tosc.frontend.pseudocode.export.Exports.of(own);
              imported.add(offered.file());
              functions.putAll(offered.functions());
            }
          }
        }
      }
      NeuroFrontend.Checked checked = NeuroFrontend.check(all, imported);
      found.addAll(checked.diagnostics());
      if (!isSound || checked.hasErrors()) {
        return null;
      }
      if (isForTests) {
        tests.addAll(checked.tests());
      }
      Map<String, Exports> exports = new LinkedHashMap<>();
      for (NeuroChecker.File file : all) {
        Exports of = Exports.of(file, checked.functions());
        exports.put(file.key(), of);
        kernels.putAll(of.functions());
      }
      return exports;
    }

    private boolean isImportedByNeuro(String key) {
      return files.stream()
          .anyMatch(f -> f instanceof ProgramFile.OfNeuro n && n.imports().containsValue(key));
    }

    private List<PseudocodeFrontend.File> pseudocode(Map<String, Exports> exports) {
      List<PseudocodeFrontend.File> all = new ArrayList<>();
      for (ProgramFile file : files) {
        switch (file) {
          case ProgramFile.OfPseudocode(var own) -> all.add(own);
          case ProgramFile.OfNeuro neuro -> {
            Exports of = Objects.requireNonNull(exports.get(neuro.key()));
            List<String> imported = List.copyOf(neuro.imports().values());
            all.add(
                file == files.getLast() && !isForTests
                    ? ForeignUnit.program(of.file(), imported)
                    : ForeignUnit.library(of.file(), imported));
          }
        }
      }
      return all;
    }
  }
}
