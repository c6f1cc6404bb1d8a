package org.tosc.tir.ir;

import static org.tosc.tir.ir.Rows.maybe;
import static org.tosc.tir.ir.Rows.required;

import org.tosc.tir.ir.OpRow.Attr;
import org.tosc.tir.ir.OpRow.AttrKind;

/// The attributes that rows of the tensor family have, each with its default.
final class TensorAttrs {
  private TensorAttrs() {}

  static final Attr AXES =
      maybe("axis", AttrKind.INTS, "the axes to reduce; all of them where absent");
  static final Attr KEEPDIMS =
      maybe("keepdims", AttrKind.BOOL, "keep reduced axes with extent 1; false where absent");
  static final Attr FIRST_AXIS = maybe("axis", AttrKind.INT, "the axis; 0 where absent");
  static final Attr LAST_AXIS = maybe("axis", AttrKind.INT, "the axis; the last where absent");
  static final Attr SHAPE = required("shape", AttrKind.INTS, "the shape of the result");
  static final Attr DTYPE = maybe("dtype", AttrKind.TYPE, "the element type; f32 where absent");
  static final Attr SEED =
      maybe("seed", AttrKind.INT, "the state of the generator; 0 where absent");
  static final Attr M = maybe("m", AttrKind.INT, "the number of columns; n where absent");
  static final Attr LOW = maybe("low", AttrKind.INT, "the least number; 0 where absent");
  static final Attr HIGH = required("high", AttrKind.INT, "is above all numbers");
  static final Attr N = required("n", AttrKind.INT, "the number of rows or elements");

  static final Attr APPROXIMATE =
      maybe("approximate", AttrKind.STRING, "\"tanh\" (where absent) or \"none\"");
  static final Attr MIN = maybe("min", AttrKind.NUMBER, "the smallest result; none where absent");
  static final Attr MAX = maybe("max", AttrKind.NUMBER, "the largest result; none where absent");
  static final Attr PERM =
      maybe("perm", AttrKind.INTS, "the operand's axes in their new order; reversed where absent");
  static final Attr RESHAPE =
      required("shape", AttrKind.INTS, "the new shape; one size may be -1: what is left");
  static final Attr SIZES = required("sizes", AttrKind.INTS, "the extents of the parts");
  static final Attr STARTS = maybe("starts", AttrKind.INTS, "first indexes of the leading axes");
  static final Attr ENDS = maybe("ends", AttrKind.INTS, "ends of the leading axes, exclusive");
  static final Attr STEPS = maybe("steps", AttrKind.INTS, "steps of the leading axes, not 0");
  static final Attr INDEX = required("index", AttrKind.INT, "the index, from the end if negative");
  static final Attr SIZE = required("size", AttrKind.INT, "the extent of the axis in the result");
  static final Attr DEPTH = required("depth", AttrKind.INT, "the number of classes");
  static final Attr K = required("k", AttrKind.INT, "how many to take");
  static final Attr DIAGONAL =
      maybe("k", AttrKind.INT, "the diagonal, to the right of the main one; 0 where absent");
  static final Attr DESCENDING =
      maybe("descending", AttrKind.BOOL, "largest first; false where absent");

  static final Attr LAYERNORM_EPS =
      maybe("eps", AttrKind.NUMBER, "is added to the variance; 1e-5 where absent");
  static final Attr RMSNORM_EPS =
      maybe("eps", AttrKind.NUMBER, "is added to the mean square; 1e-6 where absent");
  static final Attr BASE =
      maybe("base", AttrKind.NUMBER, "of the wave lengths; 10000 where absent");
  static final Attr INTERLEAVED =
      maybe("interleaved", AttrKind.BOOL, "pair neighbours, not halves; false where absent");
  static final Attr OFFSET =
      maybe("offset", AttrKind.INT, "the position of the first element; 0 where absent");
  static final Attr CAUSAL =
      maybe("causal", AttrKind.BOOL, "query i sees keys up to i + n - m; false where absent");
  static final Attr SCALE =
      maybe("scale", AttrKind.NUMBER, "multiplies the scores; 1/√d where absent");
  static final Attr HEADS = maybe("heads", AttrKind.INT, "packed query heads; 1 where absent");
  static final Attr KV_HEADS =
      maybe("kv_heads", AttrKind.INT, "packed key and value heads; `heads` where absent");
  static final Attr P = maybe("p", AttrKind.NUMBER, "the share to drop; 0.5 where absent");
  static final Attr TRAIN =
      maybe("train", AttrKind.BOOL, "drop at all; without it the operand; true where absent");

  static final Attr STRIDE = maybe("stride", AttrKind.INTS, "one or two steps; 1 where absent");
  static final Attr POOL_STRIDE =
      maybe("stride", AttrKind.INTS, "one or two steps; the window where absent");
  static final Attr PADDING =
      maybe(
          "padding",
          AttrKind.ANY,
          "one size, two (rows, columns), four (top, bottom, left, right), \"valid\" (none, where"
              + " absent) or \"same\" (as many places as steps fit)");
  static final Attr DILATION =
      maybe("dilation", AttrKind.INTS, "one or two distances of filter taps; 1 where absent");
  static final Attr GROUPS =
      maybe("groups", AttrKind.INT, "independent groups of channels; 1 where absent");
  static final Attr LAYOUT =
      maybe("layout", AttrKind.STRING, "\"nhwc\" (where absent) or \"nchw\"");
  static final Attr POOL_KIND = maybe("kind", AttrKind.STRING, "\"max\" (where absent) or \"avg\"");
  static final Attr WINDOW = maybe("window", AttrKind.INTS, "one or two sizes; 2 where absent");

  static final Attr TO_DTYPE = required("dtype", AttrKind.TYPE, "the element type");
  static final Attr FORMAT = required("format", AttrKind.STRING, "\"q8_0\", \"q4_0\" or \"nvfp4\"");
  static final Attr DATA =
      required("data", AttrKind.ANY, "the elements in row-major order: numbers or booleans");
  static final Attr VALUE =
      maybe("value", AttrKind.ANY, "the element, where it is no operand: a number or a boolean");
  static final Attr START = maybe("start", AttrKind.NUMBER, "the first element; 0 where absent");
  static final Attr STEP = maybe("step", AttrKind.NUMBER, "the difference; 1 where absent");
  static final Attr COLLECTIVE_KIND =
      required("kind", AttrKind.STRING, "\"all_reduce\" or \"broadcast\"");
  static final Attr GROUP = maybe("group", AttrKind.STRING, "the taking part; all where absent");
}
