package org.tosc.rt.statement;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.monitor.EngineCounts;
import org.tosc.rt.session.AuditLog;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Text;

/// `monitor`: what the session has done and used, as a dictionary, or as a table that is printed.
public final class MonitorStatement {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e6;
  private static final double MIB = 1 << 20;

  private MonitorStatement() {}

  /// As a dictionary; the language's page says what is in it.
  public static Object values() {
    Session session = Session.current();
    DictValue engines = new DictValue();
    session.monitor().engines().forEach((name, c) -> engines.put(Text.of(name), counts(c)));
    DictValue statements = new DictValue();
    session.monitor().statements().forEach((name, n) -> statements.put(Text.of(name), n));
    return new DictValue()
        .with("seconds", session.elapsedSeconds())
        .with("device", Text.of(session.device()))
        .with("engines", engines)
        .with("memory", memory(session))
        .with("statements", statements)
        .with("drafts", drafts(session))
        .with("permissions", permissions(session.audit()));
  }

  private static DictValue counts(EngineCounts counts) {
    return new DictValue()
        .with("operations", counts.operations())
        .with("kernels", counts.kernels())
        .with("kernel_seconds", counts.kernelNanos() / NANOS)
        .with("runs", counts.runs())
        .with("run_seconds", counts.runNanos() / NANOS);
  }

  private static DictValue drafts(Session session) {
    return new DictValue()
        .with("proposed", session.monitor().proposedTokens())
        .with("accepted", session.monitor().acceptedTokens());
  }

  private static DictValue memory(Session session) {
    Runtime runtime = Runtime.getRuntime();
    return new DictValue()
        .with("heap_used", runtime.totalMemory() - runtime.freeMemory())
        .with("heap_max", runtime.maxMemory())
        .with("collections", collections())
        .with("buffers", (long) session.deviceMemory().liveCount())
        .with("buffers_made", session.deviceMemory().allocatedCount());
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(g -> Math.max(0, g.getCollectionCount()))
        .sum();
  }

  private static DictValue permissions(AuditLog audit) {
    DictValue uses = new DictValue();
    for (Permission permission : Permission.values()) {
      long allowed = audit.count(permission, true);
      long denied = audit.count(permission, false);
      if (allowed + denied > 0) {
        uses.put(
            Text.of(permission.name()),
            new DictValue().with("allowed", allowed).with("denied", denied));
      }
    }
    return uses;
  }

  /// Prints the table.
  public static @Nullable Object print() {
    Session session = Session.current();
    table(session).forEach(session.out()::line);
    return null;
  }

  private static List<String> table(Session session) {
    List<String> lines = new ArrayList<>();
    lines.add(format("%.3f s, on %s", session.elapsedSeconds(), session.device()));
    lines.add(
        format(
            "%-10s%12s%10s%14s%10s%14s",
            "engine", "operations", "kernels", "making ms", "runs", "running ms"));
    session.monitor().engines().forEach((name, counts) -> lines.add(line(name, counts)));
    lines.add(memoryLine(session));
    session
        .monitor()
        .statements()
        .forEach((name, count) -> lines.add(format("%-22s%d times", name, count)));
    long proposed = session.monitor().proposedTokens();
    if (proposed > 0) {
      lines.add(
          format(
              "%-22s%d tokens proposed, %d said",
              "drafts", proposed, session.monitor().acceptedTokens()));
    }
    for (Permission permission : Permission.values()) {
      long allowed = session.audit().count(permission, true);
      long denied = session.audit().count(permission, false);
      if (allowed + denied > 0) {
        lines.add(format("%-22s%d allowed, %d denied", permission, allowed, denied));
      }
    }
    return lines;
  }

  private static String line(String engine, EngineCounts counts) {
    return format(
        "%-10s%12d%10d%14.3f%10d%14.3f",
        engine,
        counts.operations(),
        counts.kernels(),
        counts.kernelNanos() / MILLIS,
        counts.runs(),
        counts.runNanos() / MILLIS);
  }

  private static String memoryLine(Session session) {
    Runtime runtime = Runtime.getRuntime();
    return format(
        "%-10s%.1f MiB of %.1f MiB in the heap, %d collections,"
            + " %d device buffers in use of %d made",
        "memory",
        (runtime.totalMemory() - runtime.freeMemory()) / MIB,
        runtime.maxMemory() / MIB,
        collections(),
        session.deviceMemory().liveCount(),
        session.deviceMemory().allocatedCount());
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
