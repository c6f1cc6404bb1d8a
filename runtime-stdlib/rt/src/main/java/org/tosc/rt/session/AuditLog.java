package org.tosc.rt.session;

import java.util.ArrayList;
import java.util.List;

/// The uses of permissions in a session, oldest first. After [#LIMIT] entries only their number
/// grows, so that a long-running program cannot fill the memory.
public final class AuditLog {
  public static final int LIMIT = 10_000;

  private final List<AuditEntry> entries = new ArrayList<>();
  private long total;

  AuditLog() {}

  synchronized void add(AuditEntry entry) {
    total++;
    if (entries.size() < LIMIT) {
      entries.add(entry);
    }
  }

  public synchronized List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  /// Number of uses, those beyond the limit included.
  public synchronized long total() {
    return total;
  }
}
