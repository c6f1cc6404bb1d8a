package org.tosc.backends.machines.mlir.exec;

import java.util.List;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Type;

/// gpu.launch and gpu.launch_func.
final class LaunchSteps {
  private LaunchSteps() {}

  /// Memory of a block or a thread that a kernel declares.
  private record Attribution(Type.Shaped type, int slot) {
    View make(Frame frame, Site site) {
      return Memory.fresh(frame, site, Constants.sizes(type), Cell.of(type.element()));
    }
  }

  private static Attribution[] attributions(
      Site site, List<Definition> arguments, int[] slots, int from) {
    Attribution[] all = new Attribution[arguments.size() - from];
    for (int i = 0; i < all.length; i++) {
      Definition argument = arguments.get(from + i);
      all[i] = new Attribution(site.shaped(argument.type()), slots[from + i]);
    }
    return all;
  }

  private static long[] three(Frame frame, Site site, int from) {
    long[] sizes = new long[3];
    for (int i = 0; i < 3; i++) {
      sizes[i] = frame.cells[site.operand(from + i)];
    }
    return sizes;
  }

  /// Of the region's arguments come the block's coordinates first, the thread's, the grid's sizes,
  /// the block's, then memory.
  static Step launch(Site site) {
    int tokens = site.segments(11)[0];
    boolean outer = site.compiler().takeMeeting();
    RegionCode body = site.region(0);
    boolean meets = site.compiler().takeMeeting();
    if (outer) {
      site.compiler().meetsOthers();
    }
    List<Definition> arguments = site.op().region(0).entry().arguments();
    if (arguments.size() < 12) {
      throw site.unsupported("its body takes 12 coordinates and sizes");
    }
    int shared = Math.toIntExact(site.integer("workgroup_attributions", arguments.size() - 12));
    Attribution[] memory = attributions(site, arguments, body.entry(), 12);
    return frame -> {
      long[] grid = three(frame, site, tokens);
      long[] block = three(frame, site, tokens + 3);
      new Launch(grid, block, meets)
          .run(
              at -> {
                View[] common = make(frame, site, memory, 0, shared);
                return thread -> {
                  Frame own = frame.forThread(thread);
                  long[][] numbers = {thread.block(), thread.thread(), grid, block};
                  for (int i = 0; i < 12; i++) {
                    own.cells[body.argument(i)] = numbers[i / 3][i % 3];
                  }
                  give(own, site, memory, common);
                  frame.machine.spend(1);
                  body.run(own);
                };
              });
    };
  }

  private static View[] make(Frame frame, Site site, Attribution[] memory, int from, int to) {
    View[] views = new View[to - from];
    for (int i = from; i < to; i++) {
      views[i - from] = memory[i].make(frame, site);
    }
    return views;
  }

  /// Memory of the block is the same for its threads; what is behind is a thread's own.
  private static void give(Frame frame, Site site, Attribution[] memory, View[] common) {
    for (int i = 0; i < memory.length; i++) {
      frame.references[memory[i].slot()] =
          i < common.length ? common[i] : memory[i].make(frame, site);
    }
  }

  static Step launchFunction(Site site) {
    if (!(site.attribute("kernel") instanceof Attribute.Symbol kernel)) {
      throw site.unsupported("its `kernel` is missing");
    }
    String name = String.join("::", kernel.path());
    FunctionCode code = site.compiler().function(site.op(), name);
    int[] segments = site.segments(13);
    int sizes = segments[0];
    int first = 0;
    for (int i = 0; i < 11; i++) {
      first += segments[i];
    }
    int[] operands = site.operands(first, segments[11]);
    Operation definition = site.compiler().definition(name);
    List<Definition> arguments =
        definition == null ? List.of() : definition.region(0).entry().arguments();
    Attribution[] memory = attributions(site, arguments, code.body().entry(), operands.length);
    int shared =
        definition != null
                && definition.attribute("workgroup_attributions") instanceof Attribute.Int count
            ? (int) count.value()
            : 0;
    return frame -> {
      long[] grid = three(frame, site, sizes);
      long[] block = three(frame, site, sizes + 3);
      new Launch(grid, block, code.hasBarriers())
          .run(
              at -> {
                View[] common = make(frame, site, memory, 0, shared);
                return thread -> {
                  Frame own = code.frame(frame.machine, thread);
                  own.depth = frame.depth + 1;
                  for (int i = 0; i < operands.length; i++) {
                    int slot = code.body().argument(i);
                    own.cells[slot] = frame.cells[operands[i]];
                    own.references[slot] = frame.references[operands[i]];
                  }
                  give(own, site, memory, common);
                  frame.machine.spend(1);
                  code.run(own);
                };
              });
    };
  }
}
