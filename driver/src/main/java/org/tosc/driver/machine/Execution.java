package org.tosc.driver.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.elf.ObjectReader;
import org.tosc.backends.machines.x86.cost.Core;
import org.tosc.backends.machines.x86.cost.Cores;
import org.tosc.backends.machines.x86.exec.Trap;
import org.tosc.backends.machines.x86.program.Call;
import org.tosc.backends.machines.x86.program.Image;
import org.tosc.backends.machines.x86.program.Run;
import org.tosc.driver.Names;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A function of an object file, called once on the model of x86-64: `tosc exec`.
public final class Execution {
  private final Request request;

  /// What is passed to the function, by the C calling convention.
  public sealed interface Argument {
    /// The address of memory.
    ///
    /// @param name in messages
    /// @param bytes which the function may change
    /// @param at where it is to be; negative for anywhere
    @SuppressWarnings("ArrayRecordComponent") // memory is its array
    record Buffer(String name, byte[] bytes, long at) implements Argument {}

    record Whole(long value) implements Argument {}

    record F32(float value) implements Argument {}

    record F64(double value) implements Argument {}
  }

  /// What is to be done.
  ///
  /// @param file the artifact's name
  /// @param entry the function; null for the only one
  /// @param core the name of the core whose cycles are counted, one of [Machines#cores]
  /// @param mostCycles after which the run is stopped
  @SuppressWarnings("ArrayRecordComponent") // the bytes of a file, which nobody changes
  public record Request(
      String file,
      byte[] artifact,
      @Nullable String entry,
      String core,
      long mostCycles,
      List<Argument> arguments) {
    public Request {
      arguments = List.copyOf(arguments);
    }
  }

  /// What becomes of it.
  public sealed interface Outcome {
    /// The function returned.
    record Returned(ExecutionReport report) implements Outcome {}

    /// It did not, or could not be called.
    record Failed(Diagnostic why) implements Outcome {}
  }

  private Execution(Request request) {
    this.request = request;
  }

  /// Runs it.
  public static Outcome of(Request request) {
    return new Execution(request).run();
  }

  private Outcome run() {
    if (!ObjectReader.isElf(request.artifact)) {
      return new Outcome.Failed(noObject());
    }
    return switch (ObjectReader.read(request.artifact)) {
      case ObjectReader.Outcome.Refused(String why) -> refused(why);
      case ObjectReader.Outcome.Read(var object) ->
          switch (Image.of(object)) {
            case Image.Outcome.Refused(String why) -> refused(why);
            case Image.Outcome.Incomplete(List<String> names) ->
                new Outcome.Failed(incomplete(names));
            case Image.Outcome.Placed(Image image) -> run(image);
          };
    };
  }

  private Outcome run(Image image) {
    List<Image.Function> functions = image.functions();
    Image.Function entry = entry(functions);
    if (entry == null) {
      return new Outcome.Failed(noEntry(functions));
    }
    Run run = new Run(image);
    List<Call.Argument> passed = new ArrayList<>();
    for (Argument argument : request.arguments) {
      try {
        passed.add(passed(run, argument));
      } catch (IllegalArgumentException overlap) {
        String why = Objects.requireNonNull(overlap.getMessage());
        return new Outcome.Failed(fault(Code.E0911, "the place of a buffer is taken: " + why));
      }
    }
    Core core = Cores.named(request.core).orElseThrow();
    Run.Result result = run.call(entry.address(), passed, core, request.mostCycles);
    Trap trap = result.trap();
    if (trap != null) {
      return new Outcome.Failed(trapped(run, trap));
    }
    if (result.isStopped()) {
      return new Outcome.Failed(
          fault(
              Code.E0914,
              String.format(
                  Locale.ROOT,
                  "`%s` did not return within %d cycles; %d instructions were executed",
                  entry.name(),
                  request.mostCycles,
                  result.instructions())));
    }
    return new Outcome.Returned(ExecutionReport.of(entry.name(), core, result, image));
  }

  /// The function that is asked for, or the only one that other files see.
  private Image.@Nullable Function entry(List<Image.Function> functions) {
    if (request.entry == null) {
      List<Image.Function> seen = functions.stream().filter(Image.Function::global).toList();
      return seen.size() == 1 ? seen.getFirst() : null;
    }
    return functions.stream().filter(f -> f.name().equals(request.entry)).findFirst().orElse(null);
  }

  private static Call.Argument passed(Run run, Argument argument) {
    return switch (argument) {
      case Argument.Buffer(String name, byte[] bytes, long at) ->
          new Call.Argument.Word(run.buffer(name, bytes, at));
      case Argument.Whole(long value) -> new Call.Argument.Word(value);
      case Argument.F32(float value) -> new Call.Argument.F32(value);
      case Argument.F64(double value) -> new Call.Argument.F64(value);
    };
  }

  // What is wrong.

  private Diagnostic fault(Code code, String message) {
    return Diagnostic.of(code, new Source(request.file, "").span(0, 0), message);
  }

  private Outcome refused(String why) {
    return new Outcome.Failed(
        fault(Code.E0911, "the model of x86-64 does not run `" + request.file + "`: " + why));
  }

  private Diagnostic noObject() {
    String name = request.file.toLowerCase(Locale.ROOT);
    boolean isText = name.endsWith(".s") || name.endsWith(".asm");
    Diagnostic fault =
        fault(
            Code.E0911,
            "the model of x86-64 runs ELF objects, and `"
                + request.file
                + "` is "
                + (isText ? "assembly text" : "none"));
    String base = request.file.substring(0, Math.max(0, request.file.lastIndexOf('.')));
    return isText
        ? fault.note("assemble it first: `as " + request.file + " -o " + base + ".o`")
        : fault.note("`gcc -c` and `tosc build --target x86_64 --emit obj` write such objects");
  }

  private Diagnostic incomplete(List<String> names) {
    String text = String.join(", ", names.stream().map(n -> "`" + n + "`").toList());
    return fault(Code.E0912, "`" + request.file + "` uses " + text + " and does not define it")
        .note("`ld -r` links objects to one, in which all is defined");
  }

  private Diagnostic noEntry(List<Image.Function> functions) {
    List<String> names =
        functions.stream().filter(Image.Function::global).map(Image.Function::name).toList();
    String all = names.isEmpty() ? "none" : String.join(", ", names);
    if (request.entry == null) {
      return fault(Code.E0908, "which function of `" + request.file + "` to call is not said")
          .note("name it by `--entry`; the object has " + all);
    }
    String near =
        Names.nearest(request.entry, names).map(n -> ", did you mean `" + n + "`?").orElse("");
    return fault(Code.E0908, "there is no function `" + request.entry + "` here" + near)
        .note("the object has " + all);
  }

  private Diagnostic trapped(Run run, Trap trap) {
    return fault(
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
