package org.tosc.driver.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.trace.Listing;
import org.tosc.backends.machines.snitch.trace.PerfettoTrace;
import org.tosc.backends.machines.snitch.trace.PipelineView;
import org.tosc.backends.machines.snitch.trace.TextTrace;

/// What happens in each cycle of a call, written down in a form for people or tools.
///
/// @param form which
/// @param out gets the text
public record SnitchTracing(Form form, Appendable out) {
  /// How many cycles a picture shows: about a screen and a half.
  private static final int DRAWN = 300;

  private static final int CORE = 0;

  /// How it is written.
  public enum Form {
    /// A line for each instruction that is issued.
    TEXT,
    /// JSON with a track for each unit, for Perfetto and Chrome.
    PERFETTO,
    /// SVG: when instructions wait, are issued and leave the FPU, in the first cycles.
    PICTURE
  }

  /// Ends a trace.
  interface Open {
    void end();
  }

  /// Writes from the next cycle on.
  ///
  /// @throws UncheckedIOException where it cannot be written
  Open begin(Cluster cluster, SnitchProgram program) {
    Listing listing =
        (pc, instruction) ->
            program.code(pc).isPresent()
                ? program.text(pc)
                : Listing.MNEMONICS.show(pc, instruction);
    return switch (form) {
      case TEXT -> {
        cluster.listen(new TextTrace(out, listing));
        yield () -> cluster.listen(null);
      }
      case PERFETTO -> {
        PerfettoTrace trace = new PerfettoTrace(out, listing);
        cluster.listen(trace);
        yield () -> {
          cluster.listen(null);
          trace.close();
        };
      }
      case PICTURE -> {
        long from = cluster.cycle();
        PipelineView view = new PipelineView(CORE, from, from + DRAWN, listing);
        cluster.listen(view);
        yield () -> {
          cluster.listen(null);
          write(view.svg());
        };
      }
    };
  }

  private void write(String text) {
    try {
      out.append(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
