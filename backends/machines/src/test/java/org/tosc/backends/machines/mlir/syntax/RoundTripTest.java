package org.tosc.backends.machines.mlir.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.backends.machines.mlir.MlirOpt;
import org.tosc.backends.machines.mlir.MlirOpt.Answer;
import org.tosc.backends.machines.mlir.Texts;
import org.tosc.backends.machines.mlir.pretty.UpstreamForms;
import org.tosc.tir.source.Source;

/// Texts that are read, written in the generic form, and then mean the same to mlir-opt.
class RoundTripTest {
  private static String generic(String text) {
    MlirText read = MlirText.read(new Source("t.mlir", text), UpstreamForms.ALL);
    assertEquals("[]", read.faults().toString());
    return GenericPrinter.print(read.operations());
  }

  private static String upstream(String text, String... options) {
    Answer answer = MlirOpt.run(text, List.of(options));
    assertTrue(answer.isAccepted(), answer.errors());
    return answer.output();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "everything",
        "kernels/attention",
        "kernels/conv2d",
        "kernels/layernorm",
        "kernels/mlp",
        "kernels/mlp_f16",
        "kernels/softmax",
        "kernels/vec_level",
        "kernels/par",
        "kernels/gpu_rowsum",
        "kernels/gpu_vecadd",
        "kernels/gpu_wmma"
      })
  void theGenericFormMeansTheSame(String name) {
    MlirOpt.require();
    String text = Texts.of(name + ".mlir");
    String pretty = upstream(text);
    assertEquals(pretty, upstream(generic(text)), "as it is written");
    assertEquals(pretty, upstream(generic(pretty)), "as mlir-opt writes it");
    String plain = upstream(text, "--mlir-print-op-generic");
    assertEquals(pretty, upstream(generic(plain)), "from the generic form");
  }
}
