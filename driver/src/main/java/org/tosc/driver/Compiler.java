package org.tosc.driver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.link.LinkedLowering;
import org.tosc.frontend.link.LinkedProgram;
import org.tosc.frontend.neuro.NeuroFrontend;
import org.tosc.frontend.neuro.lower.KernelReport;
import org.tosc.frontend.neuro.lower.NeuroLowering;
import org.tosc.frontend.pseudocode.PseudocodeFrontend;
import org.tosc.frontend.pseudocode.lower.Lowering;
import org.tosc.frontend.pseudocode.resolve.Conversation;
import org.tosc.passes.bounds.InBounds;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
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

  private Compiler() {}

  /// Checks a program without lowering it.
  public static List<Diagnostic> check(Source source, Language language, SourceStore store) {
    return compile(source, language, store, false).diagnostics();
  }

  /// Compiles a program to a verified module.
  public static Compilation compile(Source source, Language language, SourceStore store) {
    return compile(source, language, store, true);
  }

  private static Compilation compile(
      Source source, Language language, SourceStore store, boolean lower) {
    return switch (language) {
      case PSEUDOCODE, NEURO -> guarded(source, () -> program(source, language, store, lower));
      case TIR -> tir(source);
    };
  }

  /// An entry of a conversation: its diagnostics and, unless there are errors, its module and what
  /// the next entry knows.
  public record CompiledEntry(Lowering.@Nullable Entry entry, List<Diagnostic> diagnostics) {}

  /// Compiles an entry of a conversation in Pseudocode.
  public static CompiledEntry entry(Source source, Conversation before, SourceStore store) {
    try {
      return entryOf(source, before, store);
    } catch (StackOverflowError tooDeep) {
      return new CompiledEntry(null, List.of(tooDeep(source)));
    }
  }

  private static CompiledEntry entryOf(Source source, Conversation before, SourceStore store) {
    ProgramReader reader = ProgramReader.read(source, Language.PSEUDOCODE, store);
    List<Diagnostic> found = new ArrayList<>(reader.diagnostics());
    Lowering.Entry entry;
    if (reader.neuro().isEmpty()) {
      PseudocodeFrontend.Checked checked =
          PseudocodeFrontend.check(reader.pseudocode(), builtins(), before, List.of());
      found.addAll(checked.diagnostics());
      entry = hasErrors(found) ? null : Lowering.entry(checked.program());
    } else {
      LinkedProgram.Checked checked = LinkedProgram.check(reader.files(), builtins(), before);
      found.addAll(checked.diagnostics());
      LinkedProgram program = checked.program();
      entry = program == null || hasErrors(found) ? null : program.lower().entry();
    }
    if (entry != null) {
      verified(entry.module());
    }
    return new CompiledEntry(entry, List.copyOf(found));
  }

  static boolean hasErrors(List<Diagnostic> found) {
    return found.stream().anyMatch(Diagnostic::isError);
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

  private static Compilation program(
      Source source, Language language, SourceStore store, boolean lower) {
    ProgramReader reader = ProgramReader.read(source, language, store);
    if (reader.neuro().isEmpty()) {
      return pseudocode(reader, lower);
    }
    return reader.pseudocode().isEmpty() ? neuro(reader, lower) : linked(reader, lower);
  }

  private static Compilation pseudocode(ProgramReader reader, boolean lower) {
    PseudocodeFrontend.Checked checked = PseudocodeFrontend.check(reader.pseudocode(), builtins());
    List<Diagnostic> all = Consequences.leaveOut(reader.diagnostics(), checked.diagnostics());
    return new Compilation(hasErrors(all) || !lower ? null : verified(checked.lower()), all);
  }

  private static Compilation neuro(ProgramReader reader, boolean lower) {
    NeuroFrontend.Checked checked = NeuroFrontend.check(reader.neuro());
    List<Diagnostic> all = Consequences.leaveOut(reader.diagnostics(), checked.diagnostics());
    if (hasErrors(all) || !lower) {
      return new Compilation(null, all);
    }
    NeuroLowering.Lowered lowered = checked.lower();
    return compiled(lowered.module(), lowered.kernels(), all);
  }

  private static Compilation linked(ProgramReader reader, boolean lower) {
    LinkedProgram.Checked checked = LinkedProgram.check(reader.files(), builtins(), null);
    List<Diagnostic> all = Consequences.leaveOut(reader.diagnostics(), checked.diagnostics());
    LinkedProgram program = checked.program();
    if (program == null || hasErrors(all) || !lower) {
      return new Compilation(null, all);
    }
    LinkedLowering lowered = program.lower();
    return compiled(lowered.module(), lowered.kernels(), all);
  }

  /// A lowered module, verified, in which it is proved of accesses to memory, where it can be, that
  /// they lie inside.
  static InBounds.Result proved(Module module) {
    InBounds.Result proved = InBounds.prove(verified(module));
    verified(proved.module());
    return proved;
  }

  private static Compilation compiled(
      Module module, List<KernelReport> kernels, List<Diagnostic> diagnostics) {
    InBounds.Result proved = proved(module);
    List<String> told = new ArrayList<>();
    for (KernelReport report : kernels) {
      Function launched = report.grid() == null ? null : module.function(report.grid());
      KernelReport whole =
          launched == null
              ? report
              : GridReport.of(
                  report, launched, proved.accesses().getOrDefault(launched.symbol(), List.of()));
      told.add(whole.toString());
    }
    return new Compilation(proved.module(), diagnostics, told);
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
