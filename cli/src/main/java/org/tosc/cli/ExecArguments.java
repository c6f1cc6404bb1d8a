package org.tosc.cli;

import java.io.IOException;
import java.io.Serial;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.functions.ArgumentTypes;
import org.tosc.driver.machine.Execution.Argument;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.rt.tensor.file.Npy;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// The options of `tosc exec` that stand for arguments of the function: their order among each
/// other is that of the parameters.
final class ExecArguments {
  private static final String AT = "--at";
  private static final String NPY = ".npy";

  private final List<Given> given = new ArrayList<>();
  private final List<Out> outs = new ArrayList<>();

  /// An option and its value.
  private record Given(String option, String value) {}

  /// A buffer that is written to a file when the function has returned.
  @SuppressWarnings("ArrayRecordComponent") // memory is its array
  private record Out(Path file, DType dtype, long[] shape, byte[] bytes) {}

  /// Leaves the reading of arguments.
  private static final class Refused extends Exception {
    @Serial private static final long serialVersionUID = 1;
    private final transient Diagnostic diagnostic;

    Refused(Diagnostic diagnostic) {
      super(diagnostic.message());
      this.diagnostic = diagnostic;
    }
  }

  /// What the function is called with.
  sealed interface Outcome {
    record Read(List<Argument> arguments) implements Outcome {}

    record Failed(Diagnostic why) implements Outcome {}
  }

  void addTo(CommandSpec spec) {
    spec.addOption(option("--in", "FILE.npy", "A buffer with what a file holds"))
        .addOption(
            option(
                "--out",
                "FILE.npy:2x3xf32",
                "A buffer of zeros that is written to a file at the end; with FILE.npy:FROM.npy it"
                    + " begins as what another file holds"))
        .addOption(option("--int", "N", "A whole number of 64 bits"))
        .addOption(option("--f32", "X", "A float of 32 bits"))
        .addOption(option("--f64", "X", "A float of 64 bits"))
        .addOption(option(AT, "ADDRESS", "Where the next buffer is to be"));
  }

  /// Values are kept in the order in which they stand, which picocli keeps for one option only.
  private OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .parameterConsumer(this::take)
        .build();
  }

  private void take(Stack<String> words, ArgSpec option, CommandSpec spec) {
    if (words.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), ((OptionSpec) option).longestName() + " needs a value");
    }
    given.add(new Given(((OptionSpec) option).longestName(), words.pop()));
  }

  // What they mean.

  /// Reads files and numbers.
  ///
  /// @throws IllegalArgumentException where a value is not of its form; the message says which
  Outcome read() {
    List<Argument> all = new ArrayList<>();
    long at = -1;
    try {
      for (Given each : given) {
        if (each.option.equals(AT)) {
          at = address(each.value);
          continue;
        }
        all.add(argument(each, at));
        at = -1;
      }
    } catch (Refused refused) {
      return new Outcome.Failed(refused.diagnostic);
    }
    return new Outcome.Read(all);
  }

  private Argument argument(Given each, long at) throws Refused {
    return switch (each.option) {
      case "--in" -> {
        Tensor tensor = tensor(each.value);
        yield Argument.Buffer.of(each.value, tensor, bytes(tensor), at);
      }
      case "--out" -> out(each.value, at);
      case "--int" -> new Argument.Whole(whole(each.value));
      case "--f32" -> new Argument.F32((float) number(each));
      case "--f64" -> new Argument.F64(number(each));
      default -> throw new IllegalStateException(each.option);
    };
  }

  private Argument out(String value, long at) throws Refused {
    int colon = value.lastIndexOf(':');
    if (colon <= 0) {
      throw form("--out", "FILE.npy:2x3xf32", value);
    }
    String file = value.substring(0, colon);
    String what = value.substring(colon + 1);
    Tensor from = what.endsWith(NPY) ? tensor(what) : zeros(what, value);
    if (!Npy.holds(from.dtype())) {
      throw new IllegalArgumentException("--out: a .npy file holds no elements of " + from.dtype());
    }
    byte[] bytes = bytes(from);
    outs.add(new Out(path("--out", file), from.dtype(), from.shape(), bytes));
    return Argument.Buffer.of(file, from, bytes, at);
  }

  private static Tensor zeros(String what, String value) {
    TensorType type = ArgumentTypes.tensor(what);
    DType dtype = type == null ? null : DType.parse(type.element().text());
    if (type == null || dtype == null) {
      throw form("--out", "FILE.npy:2x3xf32", value);
    }
    try {
      return Raw.zeros(dtype, type.extents());
    } catch (TensorFault tooLarge) {
      throw new IllegalArgumentException("--out: " + tooLarge.text(), tooLarge);
    }
  }

  private static Tensor tensor(String file) throws Refused {
    try {
      return Npy.read(path("--in", file));
    } catch (TensorFileFault fault) {
      Diagnostic unreadable =
          Diagnostic.of(
              Code.E0901,
              new Source(file, "").span(0, 0),
              Objects.requireNonNull(fault.getMessage()));
      throw new Refused(unreadable);
    }
  }

  private static Path path(String option, String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException wrong) {
      throw new IllegalArgumentException(option + ": " + wrong.getMessage(), wrong);
    }
  }

  private static byte[] bytes(Tensor tensor) {
    return tensor.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  private static long address(String text) {
    try {
      long at = Long.decode(text);
      if (at >= 0) {
        return at;
      }
    } catch (NumberFormatException none) {
      // Told below.
    }
    throw form(AT, "an address such as 0x10000", text);
  }

  private static long whole(String text) {
    try {
      return Long.decode(text);
    } catch (NumberFormatException none) {
      throw form("--int", "a whole number of 64 bits", text);
    }
  }

  private static double number(Given each) {
    try {
      return Double.parseDouble(each.value);
    } catch (NumberFormatException none) {
      throw form(each.option, "a number", each.value);
    }
  }

  private static IllegalArgumentException form(String option, String expected, String found) {
    return new IllegalArgumentException(option + " takes " + expected + ", found `" + found + "`");
  }

  /// Writes what is in the buffers of `--out`; gives what went wrong, or null.
  @Nullable Diagnostic write() {
    for (Out out : outs) {
      try {
        MemorySegment memory = MemorySegment.ofArray(out.bytes);
        Npy.write(out.file, Tensor.ofSegment(out.dtype, out.shape, memory));
      } catch (IOException fault) {
        return Inputs.unwritable(out.file.toString(), fault);
      }
    }
    return null;
  }
}
