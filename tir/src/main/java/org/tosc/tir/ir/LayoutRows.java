package org.tosc.tir.ir;

import static org.tosc.tir.ir.TensorAttrs.DEPTH;
import static org.tosc.tir.ir.TensorAttrs.DTYPE;
import static org.tosc.tir.ir.TensorAttrs.ENDS;
import static org.tosc.tir.ir.TensorAttrs.FIRST_AXIS;
import static org.tosc.tir.ir.TensorAttrs.INDEX;
import static org.tosc.tir.ir.TensorAttrs.PERM;
import static org.tosc.tir.ir.TensorAttrs.SHAPE;
import static org.tosc.tir.ir.TensorAttrs.SIZE;
import static org.tosc.tir.ir.TensorAttrs.SIZES;
import static org.tosc.tir.ir.TensorAttrs.STARTS;
import static org.tosc.tir.ir.TensorAttrs.STEPS;
import static org.tosc.tir.ir.TensorRow.op;
import static org.tosc.tir.ir.Tolerance.sum;

/// Operations that move elements: order, cutting, joining, picking by indexes.
final class LayoutRows {
  private LayoutRows() {}

  static final TensorRow TRANSPOSE =
      op("transpose", "The axes in another order.")
          .with(PERM)
          .shape(LayoutRules::transpose)
          .gradient(LayoutGradients::transpose);

  static final TensorRow RESHAPE =
      op("reshape", "The same elements in another shape.")
          .with(TensorAttrs.RESHAPE)
          .shape(LayoutRules::reshape)
          .gradient(LayoutGradients::reshape);

  static final TensorRow BROADCAST =
      op("broadcast", "Repeats axes of extent 1 and adds leading axes.")
          .with(SHAPE)
          .shape(LayoutRules::broadcast)
          .gradient(LayoutGradients::broadcast);

  static final TensorRow CONCAT =
      op("concat", "Tensors one after the other along an axis.")
          .takes("parts…")
          .with(FIRST_AXIS)
          .shape(JoinRules::concat)
          .gradient(LayoutGradients::concat);

  static final TensorRow STACK =
      op("stack", "Tensors side by side along a new axis.")
          .takes("parts…")
          .with(FIRST_AXIS)
          .shape(JoinRules::stack)
          .gradient(LayoutGradients::stack);

  static final TensorRow SPLIT =
      op("split", "Consecutive parts of an axis.")
          .with(SIZES, FIRST_AXIS)
          .shapes(JoinRules::split)
          .gradient(LayoutGradients::split);

  static final TensorRow SLICE =
      op("slice", "Every step-th element from start to end of the leading axes.")
          .with(STARTS, ENDS, STEPS)
          .shape(LayoutRules::slice)
          .gradient(LayoutGradients::slice);

  static final TensorRow SELECT =
      op("select", "One index of an axis, which goes.")
          .with(INDEX, FIRST_AXIS)
          .shape(LayoutRules::select)
          .gradient(LayoutGradients::select);

  static final TensorRow GATHER =
      op("gather", "The slices of an axis that the indexes name.")
          .takes("x", "indexes")
          .with(FIRST_AXIS)
          .shape(JoinRules::gather)
          .raises()
          .gradient(LayoutGradients::gather);

  static final TensorRow SCATTER_ADD =
      op("scatter_add", "Zeros with updates added at the indexes of an axis.")
          .takes("updates", "indexes")
          .with(SIZE, FIRST_AXIS)
          .shape(JoinRules::scatterAdd)
          .costs(Cost.perOperand(1))
          .within(sum())
          .raises()
          .gradient(LayoutGradients::scatterAdd);

  static final TensorRow EMBEDDING =
      op("embedding", "The rows of a table that the ids name.")
          .takes("table", "ids")
          .shape(JoinRules::embedding)
          .raises()
          .gradient(LayoutGradients::embedding);

  static final TensorRow ONE_HOT =
      op("one_hot", "A last axis with 1 at the operand's element and 0 elsewhere.")
          .takes("ids")
          .with(DEPTH, DTYPE)
          .shape(JoinRules::oneHot)
          .raises();
}
