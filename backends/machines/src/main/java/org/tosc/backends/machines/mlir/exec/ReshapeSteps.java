package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Type;

/// Other views of the same memory.
final class ReshapeSteps {
  static final Map<String, OpCompiler> ALL =
      Map.ofEntries(
          Map.entry("memref.subview", ReshapeSteps::part),
          Map.entry("tensor.extract_slice", ReshapeSteps::part),
          Map.entry("memref.cast", ReshapeSteps::cast),
          Map.entry("tensor.cast", ReshapeSteps::cast),
          Map.entry("memref.memory_space_cast", ReshapeSteps::cast),
          Map.entry("memref.reinterpret_cast", ReshapeSteps::reinterpret),
          Map.entry("memref.collapse_shape", Reassociation::collapse),
          Map.entry("tensor.collapse_shape", Reassociation::collapse),
          Map.entry("memref.expand_shape", Reassociation::expand),
          Map.entry("tensor.expand_shape", Reassociation::expand),
          Map.entry("memref.reshape", ReshapeSteps::reshape),
          Map.entry("tensor.reshape", ReshapeSteps::reshape),
          Map.entry("memref.view", ReshapeSteps::view),
          Map.entry("memref.transpose", ReshapeSteps::transpose),
          Map.entry("memref.extract_strided_metadata", ReshapeSteps::metadata),
          Map.entry(
              "memref.extract_aligned_pointer_as_index", site -> f -> f.cells[site.result()] = 0),
          Map.entry("vector.type_cast", ReshapeSteps::ofVectors),
          Map.entry("tensor.bitcast", ReshapeSteps::cast),
          Map.entry("builtin.unrealized_conversion_cast", ReshapeSteps::unrealized));

  private ReshapeSteps() {}

  private static Step part(Site site) {
    Slice.Parts parts = Slice.Parts.of(site, 1);
    Type.Shaped type = site.resultShape();
    return frame ->
        frame.references[site.result()] =
            Slice.reduced(parts.of(frame, frame.view(site.operand(0))), type);
  }

  private static Step cast(Site site) {
    Type to = site.resultType();
    return frame -> {
      View view = frame.view(site.operand(0));
      if (to instanceof Type.Shaped shaped) {
        check(view, shaped);
      }
      frame.references[site.result()] = view;
    };
  }

  static void check(View view, Type.Shaped type) {
    boolean fits = view.rank() == type.rank();
    for (int i = 0; fits && i < view.rank(); i++) {
      long wanted = type.shape().get(i);
      fits = wanted == Type.DYNAMIC || wanted == view.sizes()[i];
    }
    if (!fits) {
      throw new Stop("a shape of " + Arrays.toString(view.sizes()) + " is no `" + type + "`");
    }
  }

  private static Step reinterpret(Site site) {
    Slice.Parts parts = Slice.Parts.of(site, 1);
    return frame -> {
      View view = frame.view(site.operand(0));
      long offset = parts.offsets().at(frame)[0];
      long[] sizes = parts.sizes().at(frame);
      long[] strides = parts.strides().at(frame);
      frame.references[site.result()] =
          new View(view.buffer(), view.base(), offset, sizes, strides, view.cell());
    };
  }

  private static Step reshape(Site site) {
    return frame -> {
      View view = Reassociation.dense(frame, site, frame.view(site.operand(0)));
      View shape = frame.view(site.operand(1));
      long[] sizes = new long[Math.toIntExact(shape.sizes()[0])];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = shape.load(shape.at(i));
      }
      if (View.count(sizes) != view.count()) {
        throw new Stop(view.count() + " elements do not have the shape " + Arrays.toString(sizes));
      }
      frame.references[site.result()] = view.as(sizes, View.rowMajor(sizes));
    };
  }

  /// Bytes as elements of another type.
  private static Step view(Site site) {
    Type.Shaped type = site.resultShape();
    Cell cell = Cell.of(type.element());
    int[] dynamic = site.operandsFrom(2);
    return frame -> {
      View bytes = frame.view(site.operand(0));
      long[] sizes = MemrefSteps.sizes(frame, type, dynamic);
      long shift = frame.cells[site.operand(1)];
      long needed = Math.multiplyExact(View.count(sizes), (long) cell.size());
      if (shift < 0 || needed > bytes.sizes()[0] - shift) {
        throw new Stop(
            needed
                + " bytes from byte "
                + shift
                + " on are more than the "
                + bytes.sizes()[0]
                + " that there are");
      }
      long base = bytes.base() + bytes.offset() + shift;
      frame.references[site.result()] =
          new View(bytes.buffer(), base, 0, sizes, View.rowMajor(sizes), cell);
    };
  }

  private static Step transpose(Site site) {
    AffineMap map = site.map("permutation");
    return frame -> {
      View view = frame.view(site.operand(0));
      long[] sizes = new long[view.rank()];
      long[] strides = new long[view.rank()];
      for (int i = 0; i < sizes.length; i++) {
        int from = map.results().get(i) instanceof AffineExpr.Dim(int position) ? position : i;
        sizes[i] = view.sizes()[from];
        strides[i] = view.strides()[from];
      }
      frame.references[site.result()] = view.as(sizes, strides);
    };
  }

  private static Step metadata(Site site) {
    int[] results = site.results();
    return frame -> {
      View view = frame.view(site.operand(0));
      int rank = view.rank();
      frame.references[results[0]] =
          new View(view.buffer(), view.base(), 0, new long[0], new long[0], view.cell());
      frame.cells[results[1]] = view.offset();
      for (int i = 0; i < rank; i++) {
        frame.cells[results[2 + i]] = view.sizes()[i];
        frame.cells[results[2 + rank + i]] = view.strides()[i];
      }
    };
  }

  private static Step ofVectors(Site site) {
    Type.Shaped type = site.resultShape();
    Cell cell = Cell.of(type.element());
    long[] sizes = Constants.sizes(type);
    return frame -> {
      View view = frame.view(site.operand(0));
      long base = view.base() + view.offset() * view.cell().size();
      frame.references[site.result()] =
          new View(view.buffer(), base, 0, sizes, View.rowMajor(sizes), cell);
    };
  }

  private static Step unrealized(Site site) {
    if (site.operands().length != 1 || site.results().length != 1) {
      throw site.unsupported("it runs from one value to one value only");
    }
    return frame -> frame.copy(site.operands(), site.results());
  }
}
