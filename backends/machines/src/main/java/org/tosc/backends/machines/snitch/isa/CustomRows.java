package org.tosc.backends.machines.snitch.isa;

import java.util.List;
import org.tosc.backends.machines.snitch.isa.Behaviour.Chaining;
import org.tosc.backends.machines.snitch.isa.Behaviour.Dma;
import org.tosc.backends.machines.snitch.isa.Behaviour.DmaOperation;
import org.tosc.backends.machines.snitch.isa.Behaviour.Environment;
import org.tosc.backends.machines.snitch.isa.Behaviour.FloatLoad;
import org.tosc.backends.machines.snitch.isa.Behaviour.FloatStore;
import org.tosc.backends.machines.snitch.isa.Behaviour.Repeat;
import org.tosc.backends.machines.snitch.isa.Behaviour.StreamConfig;
import org.tosc.backends.machines.snitch.isa.Behaviour.StreamSwitch;
import org.tosc.backends.machines.snitch.isa.Behaviour.SystemOperation;

/// What is Snitch's own: streams, repetition, DMA, and the CSRs that the FPU has; loads and stores
/// of the FPU; Zawrs (snitch.md sections 2.2 to 2.8).
final class CustomRows {
  static final List<Row> ROWS =
      List.of(
          // Before the rows of all other CSRs.
          Row.of("csrrsi", "011111000000?????110?????1110011", Layout.Z, new StreamSwitch(true)),
          Row.of("csrrci", "011111000000?????111?????1110011", Layout.Z, new StreamSwitch(false)),
          Row.of("csrrs", "011111000011?????010?????1110011", Layout.R, new Chaining(true)),
          Row.of("csrrc", "011111000011?????011?????1110011", Layout.R, new Chaining(false)),
          Row.of("frep.o", "????????????????????????10001011", Layout.R, new Repeat()),
          Row.of(
              "scfgri",
              "????????????00000001?????0101011",
              Layout.I,
              new StreamConfig(false, true)),
          Row.of(
              "scfgwi", "?????????????????010000000101011", Layout.I, new StreamConfig(true, true)),
          Row.of(
              "scfgr",
              "0000000?????00001001?????0101011",
              Layout.R,
              new StreamConfig(false, false)),
          Row.of(
              "scfgw", "0000000??????????010000010101011", Layout.R, new StreamConfig(true, false)),
          dma("dmsrc", "0000000??????????000000000101011", DmaOperation.SOURCE, false),
          dma("dmdst", "0000001??????????000000000101011", DmaOperation.DESTINATION, false),
          dma("dmcpyi", "0000010??????????000?????0101011", DmaOperation.COPY, true),
          dma("dmcpy", "0000011??????????000?????0101011", DmaOperation.COPY, false),
          dma("dmstati", "0000100?????00000000?????0101011", DmaOperation.STATUS, true),
          dma("dmstat", "0000101?????00000000?????0101011", DmaOperation.STATUS, false),
          dma("dmstr", "0000110??????????000000000101011", DmaOperation.STRIDES, false),
          dma("dmrep", "000011100000?????000000000101011", DmaOperation.REPEATS, false),
          dma("dmmcast", "000100000000?????000000000101011", DmaOperation.MULTICAST, false),
          load("flb", "000", 1),
          load("flh", "001", 2),
          load("flw", "010", 4),
          load("fld", "011", 8),
          store("fsb", "000", 1),
          store("fsh", "001", 2),
          store("fsw", "010", 4),
          store("fsd", "011", 8),
          wait("wrs.nto", "00000000110100000000000001110011"),
          wait("wrs.sto", "00000001110100000000000001110011"));

  private CustomRows() {}

  private static Row dma(String name, String bits, DmaOperation operation, boolean immediate) {
    return Row.of(name, bits, Layout.R, new Dma(operation, immediate));
  }

  private static Row load(String name, String funct3, int bytes) {
    String bits = "?".repeat(17) + funct3 + "?????0000111";
    return Row.of(name, bits, Layout.I, new FloatLoad(bytes));
  }

  private static Row store(String name, String funct3, int bytes) {
    String bits = "?".repeat(17) + funct3 + "?????0100111";
    return Row.of(name, bits, Layout.S, new FloatStore(bytes));
  }

  private static Row wait(String name, String bits) {
    Environment waiting = new Environment(SystemOperation.WAIT_ON_RESERVATION);
    return Row.of(name, bits, Layout.R, waiting);
  }
}
