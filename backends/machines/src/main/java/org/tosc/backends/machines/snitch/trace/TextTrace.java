package org.tosc.backends.machines.snitch.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.tosc.backends.machines.snitch.core.Event;
import org.tosc.backends.machines.snitch.core.Listener;

/// Writes a line for each instruction that is issued, in the order of cycles.
///
/// ```text
///     cycle core pc         unit
///       104    0 0x80000010 int   addi
///       106    0 0x80000014 fpu   fadd.d            3,17
/// ```
///
/// Behind an instruction of the FPU stand the iterations of the loops that repeat it.
public final class TextTrace implements Listener {
  private final Appendable out;
  private final Listing listing;

  public TextTrace(Appendable out, Listing listing) {
    this.out = out;
    this.listing = listing;
    write("    cycle core pc         unit\n");
  }

  @Override
  public void hear(long cycle, int hart, Event event) {
    switch (event) {
      case Event.IntegerIssue(int pc, var instruction) ->
          line(cycle, hart, pc, "int", listing.show(pc, instruction), "");
      case Event.FloatIssue(int pc, var instruction, int outer, int inner) -> {
        String iterations = outer < 0 ? "" : inner < 0 ? "" + outer : outer + "," + inner;
        line(cycle, hart, pc, "fpu", listing.show(pc, instruction), iterations);
      }
      case Event.DmaBeat(int address, int bytes, boolean write) -> {
        String text = (write ? "writes " : "reads ") + bytes + " bytes";
        line(cycle, hart, address, "dma", text, "");
      }
      case Event.IntegerStall _, Event.FloatWait _, Event.FloatResult _ -> {}
      case Event.StreamRequest _, Event.MemoryRequest _ -> {}
    }
  }

  private void line(long cycle, int hart, int pc, String unit, String text, String more) {
    String line = "%9d %4d 0x%08x %-5s %-24s %s";
    write(String.format(Locale.ROOT, line, cycle, hart, pc, unit, text, more).stripTrailing());
    write("\n");
  }

  private void write(String text) {
    try {
      out.append(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
