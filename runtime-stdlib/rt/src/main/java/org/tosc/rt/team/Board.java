package org.tosc.rt.team;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A computation that a team does: its parts and which of them comes next, in one number, which
/// with the work is alone on its cache line, so that helpers that look at it hold nobody up.
///
/// The work is written while no part can be taken, before the state that offers the parts, and
/// stays until all parts are done. So who has taken a part reads its work.
final class Board extends BoardLine {
  static final int MOST_PARTS = 0xffff;

  private static final int PARTS_AT = 16;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(BoardLine.class, "state", long.class);
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }

  long behind0;
  long behind1;
  long behind2;
  long behind3;
  long behind4;
  long behind5;
  long behind6;
  long behind7;

  /// Offers all parts but the first, which is the caller's.
  void tell(Team.Work work, int parts) {
    this.work = work;
    STATE.setVolatile(this, (long) parts << PARTS_AT | 1);
  }

  /// Forgets the work, when all parts are done: a crew that waits for the next is not to keep what
  /// the last one reached.
  void clear() {
    this.work = null;
  }

  long state() {
    return (long) STATE.getVolatile(this);
  }

  /// Of a part that was taken.
  Team.@Nullable Work work() {
    return work;
  }

  static boolean isOpen(long state) {
    return part(state) < parts(state);
  }

  /// The part that comes next.
  static int part(long state) {
    return (int) state & MOST_PARTS;
  }

  static int parts(long state) {
    return (int) (state >>> PARTS_AT) & MOST_PARTS;
  }

  /// Takes the part of a state that was seen, unless somebody else was faster.
  boolean takes(long seen) {
    return STATE.compareAndSet(this, seen, seen + 1);
  }
}
