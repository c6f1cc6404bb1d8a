package org.tosc.backends.x86.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A piece of machine code that its [CodePool] keeps in executable memory while there is room, and
/// brings back when it is wanted again. It has an address only while somebody holds it: [#pin].
///
/// Safe for threads. The state is one number, so that nobody gets an address of code that is on its
/// way out: a holder counts itself from `n >= 0` to `n + 1`, the pool takes from 0 to [#ABSENT]
/// what it puts out, and only one of the two succeeds.
public final class Kernel {
  static final int ABSENT = -1;

  private static final VarHandle HOLDERS = field("holders", int.class);

  private final CodePool pool;
  private final byte[] code;

  /// How many hold it, or [#ABSENT].
  private volatile int holders = ABSENT;

  // Written by the pool under its lock before `holders` says that the code is there.
  private long address;

  // What the pool uses to find the least recently used; written by every holder who leaves, just
  // before the barrier in `HOLDERS`, and worth no barrier of its own: it may be a little old.
  private long lastUse;

  Kernel(CodePool pool, byte[] code) {
    this.pool = pool;
    this.code = code;
  }

  /// The length of the code in bytes.
  public int size() {
    return code.length;
  }

  /// Holds the code where it is until the pin is closed, after bringing it back if it was put out.
  ///
  /// @throws CodePoolOverflow if it was, and there is no room now
  public Pin pin() {
    return new Pin(this, enter());
  }

  /// Whether the code is in executable memory at the moment.
  public boolean isInstalled() {
    return holders != ABSENT;
  }

  /// Puts the code out of memory, unless somebody holds it. The kernel stays good: the next holder
  /// brings it back.
  ///
  /// @return whether it is out
  public boolean evict() {
    return pool.evict(this);
  }

  /// Counts one more holder.
  long enter() {
    while (true) {
      int seen = holders;
      if (seen == ABSENT) {
        pool.bringBack(this);
      } else if (HOLDERS.compareAndSet(this, seen, seen + 1)) {
        return address;
      }
    }
  }

  /// Counts one holder less. Exactly one for each [#enter].
  void exit() {
    lastUse = pool.tick();
    int before = (int) HOLDERS.getAndAdd(this, -1);
    assert before > 0 : before;
  }

  boolean isHeld() {
    return holders > 0;
  }

  long lastUse() {
    return lastUse;
  }

  byte[] code() {
    return code;
  }

  /// The code is there from now on.
  void arrived(long at) {
    address = at;
    lastUse = pool.tick();
    holders = 0;
  }

  /// Takes it from everybody, if nobody holds it.
  boolean leave() {
    return HOLDERS.compareAndSet(this, 0, ABSENT);
  }

  long address() {
    return address;
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Kernel.class, name, type);
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }
}
