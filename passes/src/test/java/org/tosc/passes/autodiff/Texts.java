package org.tosc.passes.autodiff;

import java.util.List;
import java.util.Objects;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Printer;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// Functions from text, checked, and run by the interpreter.
final class Texts {
  private Texts() {}

  /// The function `@f`.
  static Function function(String text) {
    return switch (Reader.read(new Source("f.tir", text))) {
      case Reader.Result.Read(Module module) -> {
        verify(module);
        yield Objects.requireNonNull(module.function("f"));
      }
      case Reader.Result.Refused(var diagnostic) ->
          throw new AssertionError(diagnostic + "\n" + text);
    };
  }

  /// Attributes as they stand in TIR, without the braces.
  static Attributes attributes(String text) {
    return text.isEmpty()
        ? Attributes.NONE
        : function("func @f() -> () {" + text + "} {\n  core.return\n}\n").attributes();
  }

  static void verify(Module module) {
    var complaints = Verifier.verify(module);
    if (!complaints.isEmpty()) {
      throw new AssertionError(
          complaints.getFirst().message()
              + " "
              + complaints.getFirst().notes()
              + "\n"
              + Printer.print(module));
    }
  }

  /// The derivative, which must have been made and be good TIR.
  static Function made(Autodiff.Outcome outcome) {
    return switch (outcome) {
      case Autodiff.Outcome.Made(Function made) -> {
        verify(new Module(List.of(), List.of(made)));
        yield made;
      }
      case Autodiff.Outcome.Refused(String why) -> throw new AssertionError("refused: " + why);
    };
  }

  /// What a function over tensors gives.
  static List<OracleTensor> run(Function f, List<OracleTensor> operands) {
    Module module = new Module(List.of(), List.of(f));
    Object result =
        new Interpreter(module, NoHost.INSTANCE, TensorOracle.INSTANCE)
            .call(f.symbol(), operands.toArray());
    return result instanceof Object[] several
        ? java.util.Arrays.stream(several).map(OracleTensor.class::cast).toList()
        : List.of((OracleTensor) Objects.requireNonNull(result));
  }
}
