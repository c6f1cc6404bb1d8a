package org.tosc.backends.machines.x86.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tosc.backends.machines.x86.CodeMaker;
import org.tosc.backends.machines.x86.decode.Decoder;
import org.tosc.backends.machines.x86.isa.Decoded;
import org.tosc.backends.machines.x86.isa.Fault;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.manual.Row;

/// Decodes strings of bytes and compares text and length with objdump's.
///
/// `main` takes how many, and a seed.
final class ObjdumpCampaign {
  private static final int BATCH = 200_000;
  private static final int NOP = 0x90;

  private final Path folder;
  private final CodeMaker maker;
  final List<String> differences = new ArrayList<>();
  final Map<String, Integer> known = new TreeMap<>();
  final Map<Row, Integer> rows = new HashMap<>();
  int compared;
  int faults;
  int unsynchronised;

  ObjdumpCampaign(Path folder, long seed) {
    this.folder = folder;
    this.maker = new CodeMaker(new Random(seed));
  }

  public static void main(String[] args) throws IOException {
    long wanted = Long.parseLong(args[0]);
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    var campaign = new ObjdumpCampaign(Files.createTempDirectory("objdump"), seed);
    for (long done = 0; done < wanted; done += BATCH) {
      campaign.run((int) Math.min(BATCH, wanted - done));
    }
    campaign.differences.stream()
        .limit(Integer.getInteger("show", 100))
        .forEach(System.out::println);
    System.out.println(campaign);
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares cases
  private record Case(byte[] code, int at, Decoded decoded) {}

  void run(int count) throws IOException {
    List<Case> cases = new ArrayList<>();
    var out = new ByteArrayOutputStream();
    for (int n = 0; n < count; n++) {
      byte[] code = maker.next();
      int at = out.size();
      Decoded decoded = Decoder.decode(code, 0, code.length);
      cases.add(new Case(code, at, decoded));
      if (decoded instanceof Instruction i) {
        out.write(code, 0, i.length());
      } else {
        out.write(code, 0, code.length);
        for (int k = 0; k < CodeMaker.LENGTH; k++) {
          out.write(NOP);
        }
      }
    }
    Map<Long, Objdump.Line> lines = Objdump.disassemble(folder, out.toByteArray());
    for (Case c : cases) {
      Objdump.Line line = lines.get((long) c.at);
      if (line == null) {
        unsynchronised++;
      } else {
        compare(c, line);
      }
    }
  }

  private void compare(Case c, Objdump.Line line) {
    compared++;
    String ours = c.decoded instanceof Instruction i ? Printer.print(i, c.code, 0, c.at) : "(bad)";
    String reason = Laxity.reason(c.code, c.decoded, line.text(), ours);
    switch (c.decoded) {
      case Fault fault -> {
        faults++;
        if (!line.text().contains("bad") && reason == null) {
          differences.add(show(c, line) + "  we: " + fault);
        }
      }
      case Instruction i -> {
        boolean same = ours.equals(line.text()) && i.length() == line.length();
        if (!same && reason == null) {
          differences.add(show(c, line) + "  we: " + ours + " [" + i.length() + "]");
        } else if (same) {
          rows.merge(i.row(), 1, Integer::sum);
          return;
        }
      }
    }
    if (reason != null) {
      known.merge(reason, 1, Integer::sum);
    }
  }

  private static String show(Case c, Objdump.Line line) {
    return HexFormat.of().formatHex(c.code) + "  " + line.text() + " [" + line.length() + "]";
  }

  @Override
  public String toString() {
    return compared
        + " compared, "
        + faults
        + " faults, "
        + unsynchronised
        + " after a difference, "
        + rows.size()
        + " rows seen, "
        + differences.size()
        + " differences; objdump is lax: "
        + known;
  }
}
