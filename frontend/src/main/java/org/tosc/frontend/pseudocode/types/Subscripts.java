package org.tosc.frontend.pseudocode.types;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Origin;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The shape of `t[i, from:to, None, …]`.
final class Subscripts {
  private final Program program;
  private final TensorType type;
  private final Span span;

  Subscripts(Program program, TensorType type, Span span) {
    this.program = program;
    this.type = type;
    this.span = span;
  }

  Ty apply(List<ShapeCheck.Axis> axes) {
    long used =
        axes.stream().filter(a -> !(a instanceof ShapeCheck.Axis.Rest) && !isNew(a)).count();
    if (used > type.rank()) {
      program.report(
          Diagnostic.of(
              Code.E0413,
              span,
              "a tensor of shape "
                  + type.shapeText()
                  + " has "
                  + type.rank()
                  + " axes, found "
                  + used
                  + " subscripts"));
      return Ty.TENSOR;
    }
    List<Dim> dims = new ArrayList<>();
    int axis = 0;
    for (ShapeCheck.Axis each : axes) {
      switch (each) {
        case ShapeCheck.Axis.At(Ty index, var at) when index == Ty.NIL ->
            dims.add(Dim.of(1).from(new Origin(at, "this new axis")));
        case ShapeCheck.Axis.At(Ty index, var at) -> {
          if (!(index instanceof Ty.Int)) {
            return Ty.ANY;
          }
          inRange(axis, index, at);
          axis++;
        }
        case ShapeCheck.Axis.Part part -> {
          dims.add(part(type.shape().get(axis), part));
          axis++;
        }
        case ShapeCheck.Axis.Rest _ -> {
          long skipped = type.rank() - used;
          for (int i = 0; i < skipped; i++) {
            dims.add(type.shape().get(axis++));
          }
        }
      }
    }
    dims.addAll(type.shape().subList(axis, type.rank()));
    // A number; inside `grad` a tensor without axes.
    return dims.isEmpty() && axis > 0
        ? Ty.ANY
        : new Ty.Tensor(new TensorType(dims, type.element()));
  }

  private static boolean isNew(ShapeCheck.Axis axis) {
    return axis instanceof ShapeCheck.Axis.At(Ty index, _) && index == Ty.NIL;
  }

  private void inRange(int axis, Ty index, Span at) {
    if (index instanceof Ty.Int(Long i)
        && i != null
        && type.shape().get(axis) instanceof Dim.Known(long size, _)
        && (i >= size || i < -size)) {
      program.report(
          ShapeReport.origins(
              Diagnostic.of(
                  Code.E0414,
                  at,
                  "index "
                      + i
                      + " is outside axis "
                      + axis
                      + " of shape "
                      + type.shapeText()
                      + ", which has "
                      + size
                      + " elements"),
              type.shape().get(axis)));
    }
  }

  private static Dim part(Dim dim, ShapeCheck.Axis.Part part) {
    if (part.from() == null && part.to() == null && part.step() == null) {
      return dim;
    }
    Long step = known(part.step(), 1L);
    if (!(dim instanceof Dim.Known(long size, _)) || step == null || step <= 0) {
      return Dim.unknown();
    }
    Long from = known(part.from(), 0L);
    Long to = known(part.to(), size);
    if (from == null || to == null) {
      return Dim.unknown();
    }
    long first = clamp(from < 0 ? from + size : from, size);
    long last = clamp(to < 0 ? to + size : to, size);
    long count = last <= first ? 0 : (last - first + step - 1) / step;
    return Dim.of(count).from(new Origin(part.span(), "this slice"));
  }

  private static long clamp(long at, long size) {
    return Math.max(0, Math.min(at, size));
  }

  private static @Nullable Long known(@Nullable Ty ty, Long otherwise) {
    return ty == null || ty == Ty.NIL ? otherwise : ty instanceof Ty.Int(Long value) ? value : null;
  }
}
