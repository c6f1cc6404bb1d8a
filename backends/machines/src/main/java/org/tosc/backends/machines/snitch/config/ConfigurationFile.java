package org.tosc.backends.machines.snitch.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tosc.backends.machines.parameters.ConfigurationError;
import org.tosc.backends.machines.parameters.Entry;
import org.tosc.backends.machines.parameters.TomlReader;
import org.tosc.backends.machines.snitch.config.Parameter.Domain;
import org.tosc.backends.machines.snitch.core.Configuration;

/// Reads the parameters of a cluster. What a file does not name is as in `default.toml`.
///
/// ```toml
/// [sequencer]
/// depth = 64
/// ```
public final class ConfigurationFile {
  /// The names of the files that are there without a path.
  public static final List<String> BUNDLED = List.of("default", "head");

  /// Registers of a unit: what one pipeline of the model can hold.
  private static final Domain REGISTERS = Domain.range(1, 8);

  private static final List<Parameter> PARAMETERS =
      List.of(
          // Three ports of each and two more have a bit each in a word of 32.
          new Parameter("cluster.cores", Domain.range(1, 9), Configuration::withCores),
          new Parameter("core.zawrs", Domain.BOOLEAN, (c, v) -> c.withWaits(v != 0)),
          new Parameter("sequencer.depth", Domain.powers(2, 1024), Configuration::withSequencer),
          new Parameter(
              "sequencer.buffers_integers",
              Domain.BOOLEAN,
              (c, v) -> c.withBufferedIntegers(v != 0)),
          new Parameter("fpu.multiply_add", REGISTERS, Configuration::withMultiplyAdd),
          new Parameter("fpu.divide", Domain.range(0, 8), Configuration::withDivide),
          new Parameter("fpu.non_compute", REGISTERS, Configuration::withNonCompute),
          new Parameter("fpu.convert", REGISTERS, Configuration::withConvert),
          new Parameter("fpu.dot_product", REGISTERS, Configuration::withDotProduct),
          // Pointers of streams have 17 bits.
          new Parameter(
              "memory.tcdm_bytes", Domain.powers(1 << 10, 1 << 17), Configuration::withTcdmBytes),
          new Parameter("memory.banks", Domain.powers(8, 64), Configuration::withBanks),
          new Parameter(
              "memory.dram_cycles", Domain.range(0, 10_000), Configuration::withDramCycles),
          new Parameter(
              "instructions.cache_bytes",
              Domain.powers(1 << 8, 1 << 24),
              Configuration::withInstructionBytes),
          new Parameter(
              "instructions.hit_cycles",
              Domain.range(1, 1000),
              Configuration::withInstructionCycles),
          new Parameter(
              "instructions.miss_cycles",
              Domain.range(0, 10_000),
              Configuration::withInstructionMissCycles));

  private ConfigurationFile() {}

  /// The configuration that a text describes.
  ///
  /// @throws ConfigurationError with the place, where the text cannot be read, names what does not
  ///   exist, or a value is out of its range
  public static Configuration read(String text) {
    Configuration configuration = Configuration.DEFAULT;
    for (Entry entry : TomlReader.read(text)) {
      configuration = apply(configuration, entry);
    }
    return configuration;
  }

  private static Configuration apply(Configuration configuration, Entry entry) {
    for (Parameter parameter : PARAMETERS) {
      if (parameter.key().equals(entry.key())) {
        String fault = parameter.domain().fault(entry);
        if (fault != null) {
          String message = "`" + entry.key() + "`: " + fault;
          throw new ConfigurationError(entry.line(), entry.valueColumn(), message);
        }
        return parameter.setter().set(configuration, (int) entry.value());
      }
    }
    throw new ConfigurationError(
        entry.line(), entry.column(), "there is no parameter `" + entry.key() + "`");
  }

  /// A configuration that is there without a file.
  ///
  /// @param name one of [#BUNDLED]
  /// @throws IllegalArgumentException for any other name
  public static Configuration bundled(String name) {
    if (!BUNDLED.contains(name)) {
      throw new IllegalArgumentException("there is no configuration `" + name + "`");
    }
    try (InputStream in = ConfigurationFile.class.getResourceAsStream(name + ".toml")) {
      if (in == null) {
        throw new IllegalStateException(name + ".toml is missing");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
