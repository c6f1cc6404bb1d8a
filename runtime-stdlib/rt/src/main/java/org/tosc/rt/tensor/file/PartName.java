package org.tosc.rt.tensor.file;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whose an unfinished file is, as its name says. The process is named with the time when it began,
/// since numbers of processes come again; in containers the next run has the same one.
///
/// @param start in milliseconds of the epoch; 0 where the system does not tell
record PartName(long pid, long start) {
  static final String GLOB = ".tosc-*.part";
  private static final Pattern FORM = Pattern.compile("\\.tosc-(\\d{1,18})-(\\d{1,18})-.*\\.part");

  static PartName ofThisProcess() {
    return of(ProcessHandle.current());
  }

  private static PartName of(ProcessHandle process) {
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new PartName(process.pid(), start);
  }

  /// What a name says, or null where it is of another form.
  static @Nullable PartName of(String name) {
    Matcher matcher = FORM.matcher(name);
    return matcher.matches()
        ? new PartName(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
        : null;
  }

  String with(String random) {
    return ".tosc-" + pid + "-" + start + "-" + random + ".part";
  }

  /// Whether the process still runs.
  boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isPresent() && of(process.get()).equals(this);
  }
}
