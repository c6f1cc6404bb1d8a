package org.tosc.backends.machines.mlir.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Type;

/// A function that runs.
final class FunctionCode {
  private final String name;
  private final Type.Function type;
  private @Nullable RegionCode body;
  private int slots;
  private boolean hasBarriers;

  FunctionCode(String name, Type.Function type) {
    this.name = name;
    this.type = type;
  }

  /// Functions may call each other, so that bodies come after names.
  void complete(RegionCode code, int frameSize, boolean meetsOthers) {
    body = code;
    slots = frameSize;
    hasBarriers = meetsOthers;
  }

  String name() {
    return name;
  }

  Type.Function type() {
    return type;
  }

  boolean hasBody() {
    return body != null;
  }

  /// Whether threads of a kernel wait for each other in it.
  boolean hasBarriers() {
    return hasBarriers;
  }

  RegionCode body() {
    RegionCode code = body;
    if (code == null) {
      throw new Stop("`@" + name + "` has no body here");
    }
    return code;
  }

  Frame frame(Machine machine, @Nullable GpuThread thread) {
    body();
    return new Frame(slots, machine, thread);
  }

  /// Runs it in a frame whose arguments are set; what it gives is in the exits of its body.
  void run(Frame frame) {
    if (frame.depth > Machine.DEEPEST_CALL) {
      throw new Stop("calls are more than " + Machine.DEEPEST_CALL + " deep");
    }
    List<Buffer> outer = frame.enterScope();
    body().run(frame);
    frame.leaveScope(outer);
  }
}
