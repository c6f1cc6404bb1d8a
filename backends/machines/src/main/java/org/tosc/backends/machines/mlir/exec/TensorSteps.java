package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Type;

/// tensor, and bufferization between tensors and memory.
final class TensorSteps {
  static final Map<String, OpCompiler> ALL =
      Map.ofEntries(
          Map.entry("tensor.empty", TensorSteps::empty),
          Map.entry("tensor.extract", TensorSteps::extract),
          Map.entry("tensor.insert", TensorSteps::insert),
          Map.entry("tensor.from_elements", TensorSteps::fromElements),
          Map.entry("tensor.splat", TensorSteps::splat),
          Map.entry("tensor.generate", TensorSteps::generate),
          Map.entry("tensor.insert_slice", TensorSteps::insertSlice),
          Map.entry("tensor.pad", TensorSteps::pad),
          Map.entry("tensor.concat", TensorSteps::concat),
          Map.entry("bufferization.materialize_in_destination", TensorSteps::materialize),
          Map.entry("bufferization.to_memref", TensorSteps::toMemref),
          Map.entry("bufferization.to_tensor", TensorSteps::toTensor),
          Map.entry("bufferization.clone", TensorSteps::cloned),
          Map.entry("bufferization.alloc_tensor", TensorSteps::allocTensor),
          Map.entry("bufferization.dealloc_tensor", site -> frame -> {}),
          Map.entry("bufferization.dealloc", Deallocation::compile));

  private TensorSteps() {}

  private static Step empty(Site site) {
    Type.Shaped type = site.resultShape();
    Cell cell = Cell.of(type.element());
    return frame ->
        frame.references[site.result()] =
            Memory.fresh(frame, site, MemrefSteps.sizes(frame, type, site.operands()), cell);
  }

  private static Step allocTensor(Site site) {
    int[] segments = site.segments(3);
    if (segments[1] == 1) {
      int from = site.operand(segments[0]);
      return frame -> frame.references[site.result()] = Memory.copy(frame, site, frame.view(from));
    }
    return empty(site);
  }

  private static Step extract(Site site) {
    int[] index = site.operandsFrom(1);
    return frame -> {
      View view = frame.view(site.operand(0));
      MemrefSteps.read(frame, view, view.at(MemrefSteps.index(frame, index)), site.result());
    };
  }

  private static Step insert(Site site) {
    int[] index = site.operandsFrom(2);
    return frame -> {
      View made = Memory.copy(frame, site, frame.view(site.operand(1)));
      long at = made.at(MemrefSteps.index(frame, index));
      MemrefSteps.write(frame, made, at, site.operand(0));
      frame.references[site.result()] = made;
    };
  }

  private static Step fromElements(Site site) {
    Type.Shaped type = site.resultShape();
    Cell cell = Cell.of(type.element());
    return frame -> {
      View made = Memory.fresh(frame, site, Constants.sizes(type), cell);
      for (int i = 0; i < site.operands().length; i++) {
        MemrefSteps.write(frame, made, i, site.operand(i));
      }
      frame.references[site.result()] = made;
    };
  }

  private static Step splat(Site site) {
    Type.Shaped type = site.resultShape();
    Cell cell = Cell.of(type.element());
    int[] dynamic = site.operandsFrom(1);
    return frame -> {
      View made = Memory.fresh(frame, site, MemrefSteps.sizes(frame, type, dynamic), cell);
      Walk.over(
          made.sizes(), index -> MemrefSteps.write(frame, made, made.at(index), site.operand(0)));
      frame.references[site.result()] = made;
    };
  }

  private static Step generate(Site site) {
    Type.Shaped type = site.resultShape();
    Cell cell = Cell.of(type.element());
    RegionCode body = site.region(0);
    return frame -> {
      View made = Memory.fresh(frame, site, MemrefSteps.sizes(frame, type, site.operands()), cell);
      Walk.over(made.sizes(), index -> element(frame, body, made, index));
      frame.references[site.result()] = made;
    };
  }

  private static void element(Frame frame, RegionCode body, View made, long[] index) {
    for (int i = 0; i < index.length; i++) {
      frame.cells[body.argument(i)] = index[i];
      frame.poison[body.argument(i)] = false;
    }
    body.run(frame);
    MemrefSteps.write(frame, made, made.at(index), body.exits()[0]);
  }

  private static Step insertSlice(Site site) {
    Slice.Parts parts = Slice.Parts.of(site, 2);
    return frame -> {
      View made = Memory.copy(frame, site, frame.view(site.operand(1)));
      View part = parts.of(frame, made);
      part.copyFrom(Slice.widened(frame.view(site.operand(0)), part.sizes()));
      frame.references[site.result()] = made;
    };
  }

  private static Step pad(Site site) {
    Type.Shaped type = site.resultShape();
    int[] segments = site.segments(3);
    Slice low = new Slice(site.integers("static_low"), site.operands(1, segments[1]));
    Slice high = new Slice(site.integers("static_high"), site.operandsFrom(1 + segments[1]));
    RegionCode body = site.region(0);
    Cell cell = Cell.of(type.element());
    return frame -> {
      View source = frame.view(site.operand(0));
      long[] before = low.at(frame);
      long[] behind = high.at(frame);
      long[] sizes = source.sizes().clone();
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] += before[i] + behind[i];
      }
      View made = Memory.fresh(frame, site, sizes, cell);
      Walk.over(sizes, index -> element(frame, body, made, index));
      long[] ones = new long[sizes.length];
      Arrays.fill(ones, 1);
      made.part(before, source.sizes(), ones).copyFrom(source);
      frame.references[site.result()] = made;
    };
  }

  private static Step concat(Site site) {
    int axis = Math.toIntExact(site.integer("dim", 0));
    Cell cell = Cell.of(site.resultShape().element());
    return frame -> {
      long[] sizes = frame.view(site.operand(0)).sizes().clone();
      sizes[axis] = 0;
      for (int slot : site.operands()) {
        sizes[axis] += frame.view(slot).sizes()[axis];
      }
      View made = Memory.fresh(frame, site, sizes, cell);
      long[] from = new long[sizes.length];
      long[] ones = new long[sizes.length];
      Arrays.fill(ones, 1);
      for (int slot : site.operands()) {
        View part = frame.view(slot);
        made.part(from, part.sizes(), ones).copyFrom(part);
        from[axis] += part.sizes()[axis];
      }
      frame.references[site.result()] = made;
    };
  }

  private static Step materialize(Site site) {
    boolean isTensor = site.results().length > 0;
    return frame -> {
      View from = frame.view(site.operand(0));
      if (isTensor) {
        frame.references[site.result()] = from;
        return;
      }
      frame.view(site.operand(1)).copyFrom(from);
      frame.machine.stored += from.count() * from.cell().size();
    };
  }

  private static Step toMemref(Site site) {
    boolean isReadOnly = site.op().has("read_only");
    return frame -> {
      View tensor = frame.view(site.operand(0));
      // Whoever writes to the memory must not change the tensor for others.
      frame.references[site.result()] = isReadOnly ? tensor : Memory.copy(frame, site, tensor);
    };
  }

  private static Step toTensor(Site site) {
    return frame ->
        frame.references[site.result()] = Memory.copy(frame, site, frame.view(site.operand(0)));
  }

  private static Step cloned(Site site) {
    return frame -> {
      View from = frame.view(site.operand(0));
      View made = Memory.heap(frame, site, from.sizes(), from.cell());
      made.copyFrom(from);
      frame.references[site.result()] = made;
    };
  }
}
