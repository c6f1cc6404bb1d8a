package org.tosc.backends.machines.mlir.exec;

import java.util.Arrays;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Type;

/// memref's memory and accesses.
final class MemrefSteps {
  static final Map<String, OpCompiler> ALL =
      Map.ofEntries(
          Map.entry("memref.alloc", site -> allocate(site, Memory::heap)),
          Map.entry("memref.alloca", site -> allocate(site, Memory::stack)),
          Map.entry(
              "memref.dealloc", site -> f -> f.machine.free(f.view(site.operand(0)).buffer())),
          Map.entry("memref.load", MemrefSteps::load),
          Map.entry("memref.store", MemrefSteps::store),
          Map.entry("memref.copy", MemrefSteps::copy),
          Map.entry("memref.dim", MemrefSteps::dim),
          Map.entry("tensor.dim", MemrefSteps::dim),
          Map.entry("memref.rank", MemrefSteps::rank),
          Map.entry("tensor.rank", MemrefSteps::rank),
          Map.entry("memref.get_global", MemrefSteps::global),
          Map.entry("memref.global", site -> frame -> {}),
          Map.entry("memref.assume_alignment", site -> frame -> {}),
          Map.entry("memref.atomic_rmw", MemrefSteps::atomic),
          Map.entry("memref.generic_atomic_rmw", MemrefSteps::genericAtomic),
          Map.entry("memref.alloca_scope", MemrefSteps::scope),
          Map.entry("gpu.alloc", site -> allocate(site, Memory::heap)),
          Map.entry("gpu.dealloc", site -> f -> f.machine.free(f.view(site.operand(0)).buffer())),
          Map.entry(
              "gpu.memcpy",
              site -> f -> f.view(site.operand(0)).copyFrom(f.view(site.operand(1)))));

  private MemrefSteps() {}

  /// Where memory comes from.
  @FunctionalInterface
  private interface Source {
    View make(Frame frame, Site site, long[] sizes, Cell cell);
  }

  /// The sizes of a shape, of which some are operands.
  static long[] sizes(Frame frame, Type.Shaped type, int[] dynamic) {
    long[] sizes = Constants.sizes(type);
    int next = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == Type.DYNAMIC) {
        sizes[i] = frame.cells[dynamic[next++]];
      }
    }
    return sizes;
  }

  private static Step allocate(Site site, Source source) {
    Type.Shaped type = site.resultShape();
    Cell cell = Cell.of(type.element());
    int dynamic = (int) type.shape().stream().filter(n -> n == Type.DYNAMIC).count();
    int[] operands = site.operands(0, dynamic);
    return frame ->
        frame.references[site.result()] =
            source.make(frame, site, sizes(frame, type, operands), cell);
  }

  /// Reads an element into a slot: a number, or a vector that is an element.
  static void read(Frame frame, View view, long position, int slot) {
    frame.machine.loaded += view.cell().size();
    if (view.cell().isVector()) {
      frame.references[slot] = view.loadLanes(position);
      return;
    }
    frame.cells[slot] = view.load(position);
    if (!view.isWritten(position)) {
      frame.poison(slot);
    }
  }

  static void write(Frame frame, View view, long position, int slot) {
    frame.machine.stored += view.cell().size();
    if (view.cell().isVector()) {
      view.storeLanes(position, frame.vector(slot));
      return;
    }
    view.store(position, frame.cells[slot]);
    if (frame.poison[slot] && !view.forget(position)) {
      throw new Stop("the value that is stored is poison: nothing defines it");
    }
  }

  static long[] index(Frame frame, int[] slots) {
    long[] index = new long[slots.length];
    for (int i = 0; i < index.length; i++) {
      index[i] = frame.cells[slots[i]];
    }
    return index;
  }

  private static Step load(Site site) {
    int source = site.operand(0);
    int[] index = site.operandsFrom(1);
    int result = site.result();
    return frame -> {
      View view = frame.view(source);
      read(frame, view, view.at(index(frame, index)), result);
    };
  }

  private static Step store(Site site) {
    int value = site.operand(0);
    int target = site.operand(1);
    int[] index = site.operandsFrom(2);
    return frame -> {
      View view = frame.view(target);
      write(frame, view, view.at(index(frame, index)), value);
    };
  }

  private static Step copy(Site site) {
    return frame -> {
      View from = frame.view(site.operand(0));
      frame.view(site.operand(1)).copyFrom(from);
      frame.machine.loaded += from.count() * from.cell().size();
      frame.machine.stored += from.count() * from.cell().size();
    };
  }

  private static Step dim(Site site) {
    return frame -> {
      long[] sizes = frame.view(site.operand(0)).sizes();
      long axis = frame.cells[site.operand(1)];
      if (axis < 0 || axis >= sizes.length) {
        throw new Stop("there is no axis " + axis + " in " + Arrays.toString(sizes));
      }
      frame.cells[site.result()] = sizes[(int) axis];
    };
  }

  private static Step rank(Site site) {
    return frame -> frame.cells[site.result()] = frame.view(site.operand(0)).rank();
  }

  private static Step global(Site site) {
    if (!(site.attribute("name") instanceof Attribute.Symbol name)) {
      throw site.unsupported("its `name` is missing");
    }
    Type.Shaped type = site.resultShape();
    Cell cell = Cell.of(type.element());
    return frame -> {
      Buffer buffer = frame.machine.globals().get(name.last());
      if (buffer == null) {
        throw new Stop("there is no global `@" + name.last() + "`");
      }
      frame.references[site.result()] = View.dense(buffer, Constants.sizes(type), cell);
    };
  }

  private static Step atomic(Site site) {
    long kind = site.integer("kind", -1);
    Type type = site.resultType();
    int[] index = site.operandsFrom(2);
    return frame -> {
      View view = frame.view(site.operand(1));
      long at = view.at(index(frame, index));
      long before = view.load(at);
      view.store(at, Combine.atomic(site, kind, type, before, frame.cells[site.operand(0)]));
      frame.cells[site.result()] = before;
    };
  }

  private static Step genericAtomic(Site site) {
    RegionCode body = site.region(0);
    int[] index = site.operandsFrom(1);
    return frame -> {
      View view = frame.view(site.operand(0));
      long at = view.at(index(frame, index));
      frame.cells[body.argument(0)] = view.load(at);
      body.run(frame);
      view.store(at, frame.cells[body.exits()[0]]);
      frame.cells[site.result()] = frame.cells[body.exits()[0]];
    };
  }

  private static Step scope(Site site) {
    RegionCode body = site.region(0);
    return frame -> {
      var outer = frame.enterScope();
      body.run(frame);
      frame.copy(body.exits(), site.results());
      frame.leaveScope(outer);
    };
  }
}
