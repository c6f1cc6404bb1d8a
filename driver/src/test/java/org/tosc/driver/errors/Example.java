package org.tosc.driver.errors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.gpu.LaunchOptions;
import org.tosc.backends.machines.gpu.Machine;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.machines.gpu.triton.KernelFile;
import org.tosc.backends.machines.gpu.triton.Launcher;
import org.tosc.backends.machines.mlir.exec.MlirModel;
import org.tosc.backends.machines.mlir.exec.Program;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.driver.Compiler;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.driver.UncaughtError;
import org.tosc.driver.interp.InterpEngine;
import org.tosc.driver.report.TerminalReport;
import org.tosc.driver.suite.Pages;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A program that shows a diagnostic code: `samples/errors/<CODE>.pseudo`, `.neuro`, `.tir`, `.s`,
/// `.py` or `.mlir`, or one of the code's page. What it imports lies in `samples/errors/<CODE>/`. A
/// first line `# policy: strict` runs it under that policy instead of the permissive one.
record Example(Code code, Source source) {
  static final Path FOLDER = Pages.root().resolve("samples/errors");

  static Example inFolder(Code code) {
    String name = code + ending(code);
    return new Example(code, new Source(name, read(FOLDER.resolve(name))));
  }

  static Example onPage(Code code, String program) {
    String name = code + "/page" + ending(code);
    return new Example(code, new Source(name, program));
  }

  static Language language(Code code) {
    if (code.name().startsWith("E07")) {
      return Language.TIR;
    }
    boolean launches = code == Code.E0823; // Pseudocode launches nothing
    return launches || code.name().matches("E1[1-5].*") ? Language.NEURO : Language.PSEUDOCODE;
  }

  /// What the name of the example of a code ends in.
  static String ending(Code code) {
    if (isCommand(code)) {
      return ".args";
    }
    if (isAssembly(code)) {
      return ".s";
    }
    if (isTriton(code)) {
      return ".py";
    }
    if (isMlir(code)) {
      return ".mlir";
    }
    return switch (language(code)) {
      case PSEUDOCODE -> ".pseudo";
      case NEURO -> ".neuro";
      case TIR -> ".tir";
    };
  }

  /// Whether the code is of an error at run time.
  static boolean isRunTime(Code code) {
    return code.name().startsWith("E08");
  }

  /// Whether the code is one of the assembler for Snitch.
  static boolean isAssembly(Code code) {
    return code.name().startsWith("E16");
  }

  /// Whether the code is one of kernels in Triton's Python.
  static boolean isTriton(Code code) {
    return code.name().startsWith("E18");
  }

  /// Whether the code is one of the model that runs MLIR.
  static boolean isMlir(Code code) {
    return code.name().startsWith("E17");
  }

  /// What is wrong with a text of MLIR, or with the run of its function `main`.
  private static List<Diagnostic> mlir(Source source) {
    return switch (MlirModel.read(source)) {
      case MlirModel.Outcome.Refused(List<Diagnostic> why) -> why;
      case MlirModel.Outcome.Ready(Program program) when program.type("main") == null -> List.of();
      case MlirModel.Outcome.Ready(Program program) ->
          switch (program.call("main", List.of(), Program.BUDGET)) {
            case Program.Outcome.Done done -> List.of();
            case Program.Outcome.Stopped(Diagnostic why) -> List.of(why);
          };
    };
  }

  /// Whether the code comes from the command line, not from a program.
  static boolean isCommand(Code code) {
    return code.name().startsWith("E09");
  }

  /// What `tosc check` finds, and for codes of run-time errors what then ends the program.
  List<Diagnostic> diagnostics() {
    if (isAssembly(code)) {
      return Assembler.assemble(source).diagnostics();
    }
    if (isTriton(code)) {
      return kernels();
    }
    if (isMlir(code)) {
      return mlir(source);
    }
    Language language = language(code);
    if (!isRunTime(code)) {
      return Compiler.check(source, language, store());
    }
    Compiler.Compilation compiled = Compiler.compile(source, language, store());
    Module module = compiled.module();
    return module == null || !compiled.diagnostics().isEmpty()
        ? compiled.diagnostics()
        : run(module);
  }

  /// What is wrong with a file of kernels, or with what its function `main` does.
  private List<Diagnostic> kernels() {
    KernelFile file = KernelFile.read(source);
    List<Diagnostic> all = new ArrayList<>(file.diagnostics());
    if (all.isEmpty()) {
      Machine machine = new Machine(GpuFile.bundled("h100"));
      LaunchOptions options = LaunchOptions.DEFAULT.withFuel(100_000);
      for (Launcher launcher : file.launchers()) {
        all.addAll(launcher.run(machine, List.of(), options).diagnostics());
      }
    }
    return all;
  }

  private List<Diagnostic> run(Module module) {
    boolean strict = source.text().startsWith("# policy: strict");
    Session session =
        Session.builder()
            .policy(strict ? Policy.STRICT : Policy.PERMISSIVE)
            .directory(FOLDER)
            .engine(Programs.tensors())
            .seed(1)
            .build();
    try {
      session.run(() -> new InterpEngine().load(module).call(Module.MAIN));
      return List.of();
    } catch (GuestError error) {
      return List.of(UncaughtError.diagnostic(error, source, module));
    } catch (RuntimeException fault) {
      throw fault;
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }

  String rendered() {
    StringBuilder text = new StringBuilder();
    diagnostics().forEach(d -> text.append(new TerminalReport(false).render(d)));
    return text.toString();
  }

  /// The golden file of a code.
  static Path golden(Code code) {
    return FOLDER.resolve(code + ".golden");
  }

  private static SourceStore store() {
    return (path, quoted, importer) -> {
      Path base = FOLDER.resolve(importer.name()).getParent();
      Path file = base.resolve(quoted ? path : path + ".pseudo").normalize();
      return Files.isRegularFile(file) ? imported(file) : null;
    };
  }

  private static Source imported(Path file) {
    return new Source(FOLDER.relativize(file).toString(), read(file));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
