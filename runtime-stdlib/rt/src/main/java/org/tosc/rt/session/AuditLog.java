package org.tosc.rt.session;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The uses of permissions in a session, oldest first. After [#LIMIT] entries only their number
/// grows, so that a long-running program cannot fill the memory.
public final class AuditLog {
  public static final int LIMIT = 10_000;

  private final List<AuditEntry> entries = new ArrayList<>();
  private final List<Consumer<AuditEntry>> listeners = new ArrayList<>();
  private final Map<Permission, long[]> uses = new EnumMap<>(Permission.class);
  private long total;

  AuditLog() {}

  synchronized void add(AuditEntry entry) {
    total++;
    uses.computeIfAbsent(entry.permission(), _ -> new long[2])[entry.allowed() ? 0 : 1]++;
    listeners.forEach(l -> l.accept(entry));
    if (entries.size() < LIMIT) {
      entries.add(entry);
    }
  }

  /// Tells of every use from now on, those beyond the limit included.
  synchronized void listen(Consumer<AuditEntry> listener) {
    listeners.add(listener);
  }

  /// How often a permission was used, or was denied.
  public synchronized long count(Permission permission, boolean allowed) {
    return uses.getOrDefault(permission, new long[2])[allowed ? 0 : 1];
  }

  public synchronized List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  /// Number of uses, those beyond the limit included.
  public synchronized long total() {
    return total;
  }
}
