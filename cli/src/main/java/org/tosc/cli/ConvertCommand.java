package org.tosc.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tosc convert IN OUT`: a folder of Hugging Face as one `.gguf` file, or weights from
/// `.safetensors` to `.gguf` or back under the names that they have. Numbers stay as they are;
/// `.safetensors` has no blocks, so those become `f32`.
final class ConvertCommand implements Command {
  private final Project project;

  ConvertCommand() {
    this(Project.here());
  }

  ConvertCommand(Project project) {
    this.project = project;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Write a model's weights to another kind of file");
    return WeightFiles.addTo(spec);
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    return WeightFiles.rewrite(null, project, arguments, console);
  }
}
