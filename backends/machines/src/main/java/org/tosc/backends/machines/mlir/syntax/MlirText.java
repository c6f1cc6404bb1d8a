package org.tosc.backends.machines.mlir.syntax;

import java.util.List;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A text of MLIR as operations. Without faults there is one for each at the top of the text; with
/// faults those are left out that could not be read.
///
/// ```java
/// MlirText read = MlirText.read(new Source("a.mlir", text), forms);
/// ```
///
/// @param operations usually one `builtin.module`, or functions
/// @param faults in the order of the text; what is wrong with the operations' meaning is another
///   matter
public record MlirText(List<Operation> operations, List<Diagnostic> faults) {
  public MlirText {
    operations = List.copyOf(operations);
    faults = List.copyOf(faults);
  }

  public static MlirText read(Source source, PrettyForms forms) {
    Parser parser = new Parser(source, forms);
    List<Operation> operations = parser.operations().operations(true);
    return new MlirText(operations, parser.operations().faults());
  }

  /// A type on its own, such as the body of `!tt.ptr<f32>`.
  ///
  /// @throws SyntaxFault if the text is none, with a place in it
  public static Type type(String text) {
    Parser parser = new Parser(new Source("type", text), PrettyForms.NONE);
    Type type = parser.type();
    if (!parser.cursor().isAtEnd()) {
      throw parser.fail("the end is expected, not " + parser.cursor().found());
    }
    return type;
  }

  public boolean hasFaults() {
    return !faults.isEmpty();
  }
}
