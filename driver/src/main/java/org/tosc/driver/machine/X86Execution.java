package org.tosc.driver.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.tosc.backends.machines.elf.ObjectReader;
import org.tosc.backends.machines.x86.cost.Core;
import org.tosc.backends.machines.x86.cost.Cores;
import org.tosc.backends.machines.x86.exec.Trap;
import org.tosc.backends.machines.x86.program.Call;
import org.tosc.backends.machines.x86.program.Image;
import org.tosc.backends.machines.x86.program.Run;
import org.tosc.driver.machine.Execution.Argument;
import org.tosc.driver.machine.Execution.Outcome;
import org.tosc.driver.machine.Execution.Request;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// A function of an object file, called once on the model of x86-64.
final class X86Execution {
  private final Request request;
  private final String core;
  private final ArtifactFaults faults;

  /// @param core whose cycles are counted
  X86Execution(Request request, String core) {
    this.request = request;
    this.core = core;
    faults = new ArtifactFaults(request);
  }

  Outcome run() {
    if (!ObjectReader.isElf(request.artifact())) {
      return Outcome.failed(noObject());
    }
    return switch (ObjectReader.read(request.artifact())) {
      case ObjectReader.Outcome.Refused(String why) -> refused(why);
      case ObjectReader.Outcome.Read(var object) ->
          switch (Image.of(object)) {
            case Image.Outcome.Refused(String why) -> refused(why);
            case Image.Outcome.Incomplete(List<String> names) ->
                Outcome.failed(faults.incomplete(names));
            case Image.Outcome.Placed(Image image) -> run(image);
          };
    };
  }

  private Outcome run(Image image) {
    List<Image.Function> functions = image.functions();
    String name = faults.entry(names(functions, true), names(functions, false));
    if (name == null) {
      return Outcome.failed(faults.noEntry(names(functions, true)));
    }
    Image.Function entry =
        functions.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    Run run = new Run(image);
    List<Call.Argument> passed = new ArrayList<>();
    for (Argument argument : request.arguments()) {
      try {
        passed.add(passed(run, argument));
      } catch (IllegalArgumentException overlap) {
        String why = Objects.requireNonNull(overlap.getMessage());
        return Outcome.failed(faults.fault(Code.E0911, "the place of a buffer is taken: " + why));
      }
    }
    Core measured = Cores.named(core).orElseThrow();
    Run.Result result = run.call(entry.address(), passed, measured, request.mostCycles());
    Trap trap = result.trap();
    if (trap != null) {
      return Outcome.failed(trapped(run, trap));
    }
    if (result.isStopped()) {
      return Outcome.failed(
          faults.fault(
              Code.E0914,
              String.format(
                  Locale.ROOT,
                  "`%s` did not return within %d cycles; %d instructions were executed",
                  entry.name(),
                  request.mostCycles(),
                  result.instructions())));
    }
    return new Outcome.Returned(X86Report.of(entry.name(), measured, result, image));
  }

  private static List<String> names(List<Image.Function> functions, boolean seen) {
    return functions.stream().filter(f -> f.global() || !seen).map(Image.Function::name).toList();
  }

  private static Call.Argument passed(Run run, Argument argument) {
    return switch (argument) {
      case Argument.Buffer(String name, byte[] bytes, long at, _, _) ->
          new Call.Argument.Word(run.buffer(name, bytes, at));
      case Argument.Whole(long value) -> new Call.Argument.Word(value);
      case Argument.F32(float value) -> new Call.Argument.F32(value);
      case Argument.F64(double value) -> new Call.Argument.F64(value);
    };
  }

  // What is wrong.

  private Outcome refused(String why) {
    return Outcome.failed(
        faults.fault(
            Code.E0911, "the model of x86-64 does not run `" + request.file() + "`: " + why));
  }

  private Diagnostic noObject() {
    String name = request.file().toLowerCase(Locale.ROOT);
    boolean isText = name.endsWith(".s") || name.endsWith(".asm");
    Diagnostic fault =
        faults.fault(
            Code.E0911,
            "the model of x86-64 runs ELF objects, and `"
                + request.file()
                + "` is "
                + (isText ? "assembly text" : "none"));
    String base = request.file().substring(0, Math.max(0, request.file().lastIndexOf('.')));
    return isText
        ? fault.note("assemble it first: `as " + request.file() + " -o " + base + ".o`")
        : fault.note("`gcc -c` and `tosc build --target x86_64 --emit obj` write such objects");
  }

  private Diagnostic trapped(Run run, Trap trap) {
    return faults
        .fault(
            Code.E0913,
            String.format(
                Locale.ROOT,
                "the program was ended in `%s`, %s: %s",
                run.place(trap.pc()),
                words(trap.kind()),
                trap.detail()))
        .note(
            String.format(
                Locale.ROOT,
                "at 0x%x: %s",
                trap.pc(),
                trap.instruction().strip().replaceAll(" +", " ")));
  }

  private static String words(Trap.Kind kind) {
    return switch (kind) {
      case MEMORY -> "by an access that is not allowed";
      case ALIGNMENT -> "by an access that is not aligned";
      case INVALID -> "where there is no instruction";
      case DIVIDE -> "by a division";
      case SOFTWARE -> "by an instruction that asks for it";
      case UNMODELLED -> "by an instruction that the model does not have";
    };
  }
}
