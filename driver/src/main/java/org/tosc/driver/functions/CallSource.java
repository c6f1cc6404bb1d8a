package org.tosc.driver.functions;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.SourceStore;
import org.tosc.frontend.pseudocode.types.DTypes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Source;

/// A program in Pseudocode that imports a file, of either language, and calls one of its functions
/// with arguments of given types: so that the function is compiled for these, and with the checks
/// that every caller gets. The call stands where it never runs.
///
/// ```text
/// from "./mlp.pseudo" import layer as target
/// fn call(x, w)
///   return target(x, w)
/// end
/// if time() < 0 then
///   print call(cast(zeros([2, 3]), f32), cast(zeros([3, 4]), f32))
/// end
/// ```
final class CallSource {
  private static final String IMPORTED = "./program";
  private static final String NEURO = ".neuro";

  private final Source program;
  private final Source caller;

  CallSource(Source program, Language language, String function, List<Parameter> parameters) {
    boolean isNamed = language != Language.NEURO || program.name().endsWith(NEURO);
    this.program = isNamed ? program : new Source(program.name() + NEURO, program.text());
    this.caller = new Source("<call of " + function + ">", text(function, parameters));
  }

  private static String text(String function, List<Parameter> parameters) {
    String names = parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    String values = parameters.stream().map(p -> value(p.type())).collect(Collectors.joining(", "));
    return """
    from "%s" import %s as target
    fn call(%s)
      return target(%s)
    end
    if time() < 0 then
      print call(%s)
    end
    """
        .formatted(IMPORTED, function, names, names, values);
  }

  private static String value(Type type) {
    if (type instanceof TensorType t) {
      return "cast(zeros(" + t.shapeText() + "), " + DTypes.name(t.element()) + ")";
    }
    return type == Scalar.F64 ? "0.0" : type == Scalar.I64 ? "0" : "false";
  }

  Source source() {
    return caller;
  }

  /// Finds the program, and for it what it imports.
  SourceStore store(SourceStore files) {
    return (path, quoted, importer) ->
        importer.name().equals(caller.name()) ? program : files.find(path, quoted, importer);
  }

  /// The function `call` of the compiled program.
  Function call(Module module) {
    return Objects.requireNonNull(
        module.functions().stream()
            .filter(f -> !f.span().isNone() && f.span().source().name().equals(caller.name()))
            .filter(f -> f.attributes().string("name", "").equals("call"))
            .findFirst()
            .orElse(null),
        "the call was not compiled");
  }
}
