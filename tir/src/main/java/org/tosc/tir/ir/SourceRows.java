package org.tosc.tir.ir;

import static org.tosc.tir.ir.TensorAttrs.COLLECTIVE_KIND;
import static org.tosc.tir.ir.TensorAttrs.DATA;
import static org.tosc.tir.ir.TensorAttrs.DTYPE;
import static org.tosc.tir.ir.TensorAttrs.FORMAT;
import static org.tosc.tir.ir.TensorAttrs.GROUP;
import static org.tosc.tir.ir.TensorAttrs.HIGH;
import static org.tosc.tir.ir.TensorAttrs.LOW;
import static org.tosc.tir.ir.TensorAttrs.M;
import static org.tosc.tir.ir.TensorAttrs.N;
import static org.tosc.tir.ir.TensorAttrs.SEED;
import static org.tosc.tir.ir.TensorAttrs.SHAPE;
import static org.tosc.tir.ir.TensorAttrs.START;
import static org.tosc.tir.ir.TensorAttrs.STEP;
import static org.tosc.tir.ir.TensorAttrs.TO_DTYPE;
import static org.tosc.tir.ir.TensorAttrs.VALUE;
import static org.tosc.tir.ir.TensorRow.op;
import static org.tosc.tir.ir.Tolerance.sum;

/// Changes of the element type, and tensors made of attributes.
final class SourceRows {
  private SourceRows() {}

  static final TensorRow CAST =
      op(
              "cast",
              "Another element type; from floats to integers towards 0, `OverflowError` outside.")
          .with(TO_DTYPE)
          .shape(SourceRules::cast)
          .raises()
          .gradient(ElementwiseGradients::cast);

  static final TensorRow QUANTIZE =
      op(
              "quantize",
              "Packs the last axis in blocks that share a scale; `i8`: integers and one scale.")
          .with(FORMAT)
          .shapes(SourceRules::quantize)
          .costs(Cost.perOperand(3));

  static final TensorRow DEQUANTIZE =
      op("dequantize", "The numbers of packed blocks, or of integers and their scale.")
          .takes("x", "scale?")
          .with(DTYPE)
          .shape(SourceRules::dequantize)
          .costs(Cost.perResult(1));

  static final TensorRow COLLECTIVE =
      op("collective", "Combines a tensor over the processes of a group.")
          .with(COLLECTIVE_KIND, GROUP)
          .shape(ModelRules::collective)
          .within(sum())
          .gradient(LayoutGradients::collective);

  static final TensorRow LITERAL =
      op("literal", "The elements given.")
          .takes()
          .with(DATA, SHAPE, DTYPE)
          .shape(SourceRules::literal);

  static final TensorRow SPLAT =
      op(
              "splat",
              "A scalar as a tensor without axes, in its own element type where `dtype` is absent.")
          .takes(Rows.one("value", TypeSet.SCALAR))
          .with(DTYPE)
          .shape(SourceRules::splat)
          .raises();

  static final TensorRow FULL =
      op("full", "One number everywhere.")
          .takes(Rows.optional("value", TypeSet.SCALAR))
          .with(SHAPE, VALUE, DTYPE)
          .shape(SourceRules::full)
          .raises();

  static final TensorRow IOTA =
      op("iota", "`start + i · step`.")
          .takes()
          .with(N, START, STEP, DTYPE)
          .shape(SourceRules::iota);

  static final TensorRow EYE =
      op("eye", "Ones on the diagonal, zeros elsewhere.")
          .takes()
          .with(N, M, DTYPE)
          .shape(SourceRules::eye);

  static final TensorRow RAND =
      op("rand", "Evenly distributed numbers from 0 up to 1, from a seed.")
          .takes()
          .with(SHAPE, SEED, DTYPE)
          .shape(SourceRules::random);

  static final TensorRow RANDN =
      op("randn", "Normally distributed numbers of mean 0 and variance 1, from a seed.")
          .takes()
          .with(SHAPE, SEED, DTYPE)
          .shape(SourceRules::random);

  static final TensorRow RANDINT =
      op("randint", "Evenly distributed integers from `low` up to `high`, exclusive, from a seed.")
          .takes()
          .with(SHAPE, SEED, LOW, HIGH, DTYPE)
          .shape(SourceRules::randint);
}
