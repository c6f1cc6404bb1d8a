package org.tosc.backends.machines.mlir.exec;

import java.util.List;
import org.tosc.backends.machines.mlir.pretty.UpstreamForms;
import org.tosc.backends.machines.mlir.syntax.MlirText;
import org.tosc.backends.machines.mlir.verify.Verifier;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// The machine that runs MLIR: text in, a program or what is wrong with it out.
public final class MlirModel {
  private MlirModel() {}

  /// What becomes of a text.
  public sealed interface Outcome {
    record Ready(Program program) implements Outcome {}

    /// It is not what MLIR is.
    ///
    /// @param why at least one error, in the order of the text
    record Refused(List<Diagnostic> why) implements Outcome {
      public Refused {
        why = List.copyOf(why);
      }
    }
  }

  /// Reads a text in any mix of pretty and generic forms, and checks it.
  public static Outcome read(Source source) {
    MlirText text = MlirText.read(source, UpstreamForms.ALL);
    if (text.hasFaults()) {
      return new Outcome.Refused(text.faults());
    }
    List<Diagnostic> faults = Verifier.verify(text.operations());
    return faults.isEmpty()
        ? new Outcome.Ready(new Program(text.operations()))
        : new Outcome.Refused(faults);
  }
}
