package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.tosc.tir.ir.Region;

/// The loops and handlers around the code that is being emitted, and the ways out of them.
///
/// Leaving a `finally` by a jump runs its cleanup first, inlined before the jump as javac does.
/// That code is outside every handler it has left: their ranges are interrupted while it is
/// emitted.
final class Exits {
  private final MethodEmitter method;
  private List<Context> open = new ArrayList<>();

  Exits(MethodEmitter method) {
    this.method = method;
  }

  sealed interface Context {}

  record Loop(Target breaks, Target continues) implements Context {}

  /// A handler's protected ranges: pairs of labels with code between them.
  final class Guard implements Context {
    private final @Nullable Region cleanup;
    private final List<Label[]> ranges = new ArrayList<>();
    private Label from = new Label();
    private int fromInstruction;

    private Guard(@Nullable Region cleanup) {
      this.cleanup = cleanup;
    }

    private void resume() {
      from = new Label();
      fromInstruction = method.code.instructions();
      method.code.openRange(from);
    }

    private void suspend() {
      Label to = new Label();
      method.code.closeRange(to);
      if (method.code.instructions() != fromInstruction) {
        ranges.add(new Label[] {from, to});
      }
    }

    /// Binds the handler here; false if nothing can enter it.
    boolean bindHandler() {
      if (ranges.isEmpty()) {
        return false;
      }
      Label handler = new Label();
      ranges.forEach(r -> method.code.tryCatch(r[0], r[1], handler));
      method.code.bind(handler);
      return true;
    }
  }

  boolean isInLoop() {
    return open.stream().anyMatch(c -> c instanceof Loop);
  }

  /// Emits a loop's body.
  boolean inLoop(Target breaks, Target continues, BooleanSupplier body) {
    open.add(new Loop(breaks, continues));
    boolean completes = body.getAsBoolean();
    open.removeLast();
    return completes;
  }

  /// Emits a guarded body; the caller then binds the guard's handler. Returns whether control can
  /// reach the body's end.
  record Guarded(Guard guard, boolean completes) {}

  Guarded guarded(@Nullable Region cleanup, BooleanSupplier body) {
    Guard guard = new Guard(cleanup);
    open.add(guard);
    guard.resume();
    boolean completes = body.getAsBoolean();
    guard.suspend();
    open.removeLast();
    return new Guarded(guard, completes);
  }

  /// Whether leaving the method runs some cleanup.
  boolean returnsThroughCleanup() {
    return open.stream().anyMatch(c -> c instanceof Guard g && g.cleanup != null);
  }

  /// Leaves the innermost loop by its end; false if no loop of this method is open.
  boolean leaveLoop() {
    int depth = innermostLoop();
    if (depth < 0) {
      return false;
    }
    Loop loop = (Loop) open.get(depth);
    leave(depth + 1, () -> method.code.gotoLabel(loop.breaks.use()));
    return true;
  }

  /// Goes on with the innermost loop's next round; false if no loop of this method is open.
  boolean continueLoop() {
    int depth = innermostLoop();
    if (depth < 0) {
      return false;
    }
    Loop loop = (Loop) open.get(depth);
    leave(depth + 1, () -> method.code.gotoLabel(loop.continues.use()));
    return true;
  }

  /// Leaves the method: `jump` is its return.
  void leaveMethod(Runnable jump) {
    leave(0, jump);
  }

  private int innermostLoop() {
    for (int i = open.size() - 1; i >= 0; i--) {
      if (open.get(i) instanceof Loop) {
        return i;
      }
    }
    return -1;
  }

  /// Runs the cleanups of all contexts from the innermost down to `depth`, then jumps.
  private void leave(int depth, Runnable jump) {
    List<Context> all = open;
    List<Guard> suspended = new ArrayList<>();
    boolean completes = true;
    for (int i = all.size() - 1; completes && i >= depth; i--) {
      if (all.get(i) instanceof Guard guard) {
        guard.suspend();
        suspended.add(guard);
        completes = cleanUp(guard, all.subList(0, i));
      }
    }
    if (completes) {
      jump.run();
    }
    suspended.forEach(Guard::resume);
    open = all;
  }

  private boolean cleanUp(Guard guard, List<Context> around) {
    if (guard.cleanup == null) {
      return true;
    }
    open = new ArrayList<>(around);
    return method.regions.emit(guard.cleanup, Destination.NOTHING);
  }
}
