package org.tosc.cli;

import java.nio.file.Path;
import org.tosc.driver.Programs;
import org.tosc.driver.model.EngineCompute;
import org.tosc.driver.model.LanguageModels;
import org.tosc.models.generate.LanguageModel;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Where commands on models compute: `--target` and `--threads`.
final class ModelPlace {
  private static final String TARGET = "--target";

  private ModelPlace() {}

  static OptionSpec target() {
    return OptionSpec.builder(TARGET)
        .type(String.class)
        .paramLabel(String.join("|", Programs.engines()))
        .description("Where it runs; this processor's machine code, where there is one")
        .build();
  }

  /// The model of a path, or of a name that `tosc pkg install` has installed.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where there is none
  static LanguageModel open(String said, Project project, ParseResult arguments) {
    String name = arguments.matchedOptionValue(TARGET, "jvm");
    if (!Programs.engines().contains(name)) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(),
          "there is no target `" + name + "`; expected " + String.join(", ", Programs.engines()));
    }
    Path file = project.model(said);
    return LanguageModels.open(file, EngineCompute.of(name, RunCommand.threads(arguments)));
  }
}
