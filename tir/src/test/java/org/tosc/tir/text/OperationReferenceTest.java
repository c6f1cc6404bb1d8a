package org.tosc.tir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.OpRow.Attr;
import org.tosc.tir.ir.TensorOp;

final class OperationReferenceTest {
  @Test
  void hasEveryOperationAndAttribute() {
    assertEquals(List.of("core", "host", "tensor", "kernel"), OperationReference.families());
    for (Op op : Op.all()) {
      String page = OperationReference.page(op.row().family());
      assertTrue(page.contains("## `" + op.mnemonic() + "`\n"), op.mnemonic());
      assertTrue(page.contains(op.row().doc()), op.mnemonic());
      for (Attr attr : op.row().attributes()) {
        String entry = OperationReference.entry(op);
        assertTrue(entry.contains("- `" + attr.name() + "` ("), op.mnemonic() + "." + attr.name());
      }
    }
  }

  @Test
  void showsFormFactsAndDefaults() {
    assertEquals(
        """
        ## `tensor.layernorm`

        `layernorm(x: a tensor, [gamma: a tensor], [beta: a tensor]) -> inferred`

        `(x - mean) / √(variance + eps) · gamma + beta` over the last axis.

        - `eps` (a number, optional): is added to the variance; 1e-5 where absent

        Traits: pure. Engines may differ by: (n + 8) · eps · Σ|terms|. Gradient: yes.
        """,
        OperationReference.entry(TensorOp.LAYERNORM));
  }

  @Test
  void isTheSameEveryTime() {
    for (String family : OperationReference.families()) {
      assertEquals(OperationReference.page(family), OperationReference.page(family));
    }
  }
}
