package org.tosc.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.PseudocodeFrontend;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.SourceFile;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.lower.Lowering;
import org.tosc.frontend.pseudocode.parse.Parsed;
import org.tosc.frontend.pseudocode.parse.PseudocodeParser;
import org.tosc.frontend.pseudocode.resolve.Conversation;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// Sources in, a module and diagnostics out. Reads imported files through a [SourceStore] only.
public final class Compiler {
  /// The languages of sources.
  public enum Language {
    PSEUDOCODE,
    NEURO,
    TIR
  }

  /// What became of a program: diagnostics, and the module unless there are errors; `kernels` says
  /// how the kernels of Neuro-Lang were lifted and kept inside their views.
  public record Compilation(
      @Nullable Module module, List<Diagnostic> diagnostics, List<String> kernels) {
    Compilation(@Nullable Module module, List<Diagnostic> diagnostics) {
      this(module, diagnostics, List.of());
    }

    public boolean hasErrors() {
      return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
  }

  private final SourceStore store;
  private final List<Diagnostic> found = new ArrayList<>();
  private final Map<String, PseudocodeFrontend.File> files = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();

  private Compiler(SourceStore store) {
    this.store = store;
  }

  /// Checks a program without lowering it.
  public static List<Diagnostic> check(Source source, Language language, SourceStore store) {
    return switch (language) {
      case PSEUDOCODE ->
          guarded(source, () -> new Compiler(store).pseudocode(source, false)).diagnostics();
      case NEURO -> guarded(source, () -> NeuroProgram.compile(source, store, false)).diagnostics();
      case TIR -> tir(source).diagnostics();
    };
  }

  /// Compiles a program to a verified module.
  public static Compilation compile(Source source, Language language, SourceStore store) {
    return switch (language) {
      case PSEUDOCODE -> guarded(source, () -> new Compiler(store).pseudocode(source, true));
      case NEURO -> guarded(source, () -> NeuroProgram.compile(source, store, true));
      case TIR -> tir(source);
    };
  }

  /// An entry of a conversation: its diagnostics and, unless there are errors, its module and what
  /// the next entry knows.
  public record CompiledEntry(Lowering.@Nullable Entry entry, List<Diagnostic> diagnostics) {}

  /// Compiles an entry of a conversation in Pseudocode.
  public static CompiledEntry entry(Source source, Conversation before, SourceStore store) {
    try {
      return new Compiler(store).entry(source, before);
    } catch (StackOverflowError tooDeep) {
      return new CompiledEntry(null, List.of(tooDeep(source)));
    }
  }

  private CompiledEntry entry(Source source, Conversation before) {
    read(source, "main");
    PseudocodeFrontend.Checked checked =
        PseudocodeFrontend.check(List.copyOf(files.values()), builtins(), before);
    found.addAll(checked.diagnostics());
    if (found.stream().anyMatch(Diagnostic::isError)) {
      return new CompiledEntry(null, List.copyOf(found));
    }
    Lowering.Entry entry = checked.lowerEntry();
    verified(entry.module());
    return new CompiledEntry(entry, List.copyOf(found));
  }

  static Diagnostic tooDeep(Source source) {
    return Diagnostic.of(
        Code.E0023, source.span(0, 0), "an expression or block of this file is nested too deeply");
  }

  /// Expressions lean left as far as a source is long; the parts that recurse on them end here.
  private static Compilation guarded(Source source, java.util.function.Supplier<Compilation> body) {
    try {
      return body.get();
    } catch (StackOverflowError tooDeep) {
      return new Compilation(null, List.of(tooDeep(source)));
    }
  }

  private static Compilation tir(Source source) {
    return switch (Reader.read(source)) {
      case Reader.Result.Refused(var diagnostic) -> new Compilation(null, List.of(diagnostic));
      case Reader.Result.Read(var module) -> {
        List<Diagnostic> complaints = Verifier.verify(module);
        yield new Compilation(complaints.isEmpty() ? module : null, complaints);
      }
    };
  }

  private Compilation pseudocode(Source source, boolean lower) {
    read(source, "main");
    PseudocodeFrontend.Checked checked =
        PseudocodeFrontend.check(List.copyOf(files.values()), builtins());
    List<Diagnostic> all = Consequences.leaveOut(found, checked.diagnostics());
    boolean errors = all.stream().anyMatch(Diagnostic::isError);
    return new Compilation(errors || !lower ? null : verified(checked.lower()), all);
  }

  static Module verified(Module module) {
    List<Diagnostic> complaints = Verifier.verify(module);
    if (!complaints.isEmpty()) {
      Diagnostic first = complaints.getFirst();
      throw new IllegalStateException(
          "lowering made a module that the verifier refuses at "
              + first.span()
              + ": "
              + first.message()
              + " "
              + first.notes());
    }
    return module;
  }

  /// Parses a file and, before it is listed, those that it imports.
  private void read(Source source, String name) {
    open.add(source.name());
    Parsed parsed = PseudocodeParser.parse(source);
    found.addAll(parsed.diagnostics());
    Map<Node, String> imports = new HashMap<>();
    SourceFile syntax = parsed.file();
    for (Stmt statement : syntax.statements()) {
      if (statement instanceof Stmt.Importing i) {
        imported(i, source, imports);
      }
    }
    open.removeLast();
    files.put(source.name(), new PseudocodeFrontend.File(source.name(), name, syntax, imports));
  }

  private void imported(Stmt.Importing statement, Source importer, Map<Node, String> imports) {
    String path = statement.path();
    Span span = statement.pathSpan();
    Source source = store.find(path, statement.quoted(), importer);
    if (source == null) {
      found.add(Diagnostic.of(Code.E0601, span, "there is no file for the import `" + path + "`"));
      return;
    }
    if (open.contains(source.name())) {
      List<String> cycle = new ArrayList<>(open.subList(open.indexOf(source.name()), open.size()));
      cycle.add(source.name());
      found.add(
          Diagnostic.of(Code.E0604, span, "files import each other: " + String.join(" → ", cycle)));
      return;
    }
    if (!files.containsKey(source.name())) {
      read(source, stem(source.name()));
    }
    imports.put(statement, source.name());
  }

  static String stem(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  /// Every name that the run-time library defines, and the constants and dtypes of the language.
  public static Set<String> builtins() {
    Set<String> names = new HashSet<>(List.of("pi", "e", "tau", "inf", "nan", "monitor"));
    for (Builtin row : Builtins.all()) {
      names.add(row.name());
      names.addAll(row.aliases());
    }
    org.tosc.frontend.pseudocode.types.DTypes.names().forEach(names::add);
    return names;
  }
}
