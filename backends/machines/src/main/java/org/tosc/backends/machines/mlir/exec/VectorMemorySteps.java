package org.tosc.backends.machines.mlir.exec;

import java.util.Map;

/// vector, from memory and to it.
final class VectorMemorySteps {
  static final Map<String, OpCompiler> ALL =
      Map.of(
          "vector.load", VectorMemorySteps::load,
          "vector.store", VectorMemorySteps::store,
          "vector.maskedload", site -> masked(site, false),
          "vector.expandload", site -> masked(site, true),
          "vector.maskedstore", site -> maskedStore(site, false),
          "vector.compressstore", site -> maskedStore(site, true),
          "vector.gather", VectorMemorySteps::gather,
          "vector.scatter", VectorMemorySteps::scatter,
          "vector.transfer_read", Transfer::read,
          "vector.transfer_write", Transfer::write);

  private VectorMemorySteps() {}

  /// Coordinates of the element for a lane, which moves along the last axes.
  static void move(long[] at, long[] from, long[] lane) {
    System.arraycopy(from, 0, at, 0, from.length);
    int skipped = from.length - lane.length;
    for (int i = 0; i < lane.length; i++) {
      at[skipped + i] += lane[i];
    }
  }

  static long[] load(Frame frame, View view, long[] from, long[] shape) {
    if (view.cell().isVector()) {
      frame.machine.loaded += view.cell().size();
      return view.loadLanes(view.at(from));
    }
    long[] lanes = new long[(int) View.count(shape)];
    long[] at = from.clone();
    int[] next = {0};
    Walk.over(
        shape,
        lane -> {
          move(at, from, lane);
          lanes[next[0]++] = view.load(view.at(at));
        });
    frame.machine.loaded += (long) lanes.length * view.cell().size();
    return lanes;
  }

  static void store(Frame frame, View view, long[] from, long[] shape, long[] lanes) {
    if (view.cell().isVector()) {
      frame.machine.stored += view.cell().size();
      view.storeLanes(view.at(from), lanes);
      return;
    }
    long[] at = from.clone();
    int[] next = {0};
    Walk.over(
        shape,
        lane -> {
          move(at, from, lane);
          view.store(view.at(at), lanes[next[0]++]);
        });
    frame.machine.stored += (long) lanes.length * view.cell().size();
  }

  private static Step load(Site site) {
    long[] shape = Constants.sizes(site.resultShape());
    int[] index = site.operandsFrom(1);
    return frame ->
        frame.references[site.result()] =
            load(frame, frame.view(site.operand(0)), MemrefSteps.index(frame, index), shape);
  }

  private static Step store(Site site) {
    long[] shape = Constants.sizes(site.operandShape(0));
    int[] index = site.operandsFrom(2);
    return frame ->
        store(
            frame,
            frame.view(site.operand(1)),
            MemrefSteps.index(frame, index),
            shape,
            frame.vector(site.operand(0)));
  }

  /// @param isDense whether lanes that are on lie one behind the other in memory
  private static Step masked(Site site, boolean isDense) {
    int count = site.operands().length;
    int[] index = site.operands(1, count - 3);
    return frame -> {
      View view = frame.view(site.operand(0));
      long[] mask = frame.vector(site.operand(count - 2));
      long[] made = frame.vector(site.operand(count - 1)).clone();
      long[] at = MemrefSteps.index(frame, index);
      int last = at.length - 1;
      for (int i = 0; i < made.length; i++) {
        if (mask[i] != 0) {
          made[i] = view.load(view.at(at));
          frame.machine.loaded += view.cell().size();
        }
        at[last] += isDense && mask[i] == 0 ? 0 : 1;
      }
      frame.references[site.result()] = made;
    };
  }

  private static Step maskedStore(Site site, boolean isDense) {
    int count = site.operands().length;
    int[] index = site.operands(1, count - 3);
    return frame -> {
      View view = frame.view(site.operand(0));
      long[] mask = frame.vector(site.operand(count - 2));
      long[] lanes = frame.vector(site.operand(count - 1));
      long[] at = MemrefSteps.index(frame, index);
      int last = at.length - 1;
      for (int i = 0; i < lanes.length; i++) {
        if (mask[i] != 0) {
          view.store(view.at(at), lanes[i]);
          frame.machine.stored += view.cell().size();
        }
        at[last] += isDense && mask[i] == 0 ? 0 : 1;
      }
    };
  }

  private static int width(Site site, int operand) {
    return Cell.width(site.operandShape(operand).element());
  }

  private static Step gather(Site site) {
    int count = site.operands().length;
    int[] index = site.operands(1, count - 4);
    int width = width(site, count - 3);
    return frame -> {
      View view = frame.view(site.operand(0));
      long[] where = frame.vector(site.operand(count - 3));
      long[] mask = frame.vector(site.operand(count - 2));
      long[] made = frame.vector(site.operand(count - 1)).clone();
      long[] from = MemrefSteps.index(frame, index);
      for (int i = 0; i < made.length; i++) {
        if (mask[i] != 0) {
          long[] at = from.clone();
          at[at.length - 1] += IntMeaning.signed(where[i], width);
          made[i] = view.load(view.at(at));
        }
      }
      frame.references[site.result()] = made;
    };
  }

  private static Step scatter(Site site) {
    int count = site.operands().length;
    int[] index = site.operands(1, count - 4);
    int width = width(site, count - 3);
    return frame -> {
      View view = frame.view(site.operand(0));
      long[] where = frame.vector(site.operand(count - 3));
      long[] mask = frame.vector(site.operand(count - 2));
      long[] lanes = frame.vector(site.operand(count - 1));
      long[] from = MemrefSteps.index(frame, index);
      for (int i = 0; i < lanes.length; i++) {
        if (mask[i] != 0) {
          long[] at = from.clone();
          at[at.length - 1] += IntMeaning.signed(where[i], width);
          view.store(view.at(at), lanes[i]);
        }
      }
    };
  }
}
