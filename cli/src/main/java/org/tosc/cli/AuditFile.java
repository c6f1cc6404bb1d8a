package org.tosc.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tosc.driver.report.Json;
import org.tosc.rt.session.AuditEntry;
import org.tosc.tir.source.Diagnostic;

/// The file of `--audit`: a line of JSON for each use of a permission, written before what was
/// asked for happens, also where it was denied.
///
/// ```text
/// {"schema":"tosc.audit/1","time":"2026-11-23T14:00:00.123Z","permission":"GIT","subject":"git log","allowed":true}
/// ```
final class AuditFile implements Consumer<AuditEntry>, AutoCloseable {
  private static final String SCHEMA = "tosc.audit/1";

  private final Writer out;
  private final Clock clock;

  private final String file;

  /// A new file, or the old one emptied.
  ///
  /// @throws Unwritable where it cannot be written
  AuditFile(String file, Clock clock) {
    this.file = file;
    this.clock = clock;
    try {
      this.out = Files.newBufferedWriter(Path.of(file));
    } catch (IOException | InvalidPathException fault) {
      throw new Unwritable(Inputs.unwritable(file, fault));
    }
  }

  /// The file cannot be written. What cannot be written down must not happen, so it ends the
  /// program, which cannot catch it.
  static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    Unwritable(Diagnostic diagnostic) {
      super(diagnostic.message());
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  @Override
  public synchronized void accept(AuditEntry entry) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("schema", SCHEMA);
    line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("permission", entry.permission().name());
    line.put("subject", entry.subject());
    line.put("allowed", entry.allowed());
    try {
      out.write(Json.write(line) + "\n");
      out.flush();
    } catch (IOException e) {
      throw new Unwritable(Inputs.unwritable(file, e));
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new Unwritable(Inputs.unwritable(file, e));
    }
  }
}
