package org.tosc.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tosc.models.chat.Message;
import org.tosc.models.chat.Role;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.Drafted;
import org.tosc.models.generate.Drafting;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.generate.Request;
import org.tosc.models.generate.Sampling;
import org.tosc.rt.tensor.file.TensorFileFault;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `tosc chat MODEL`: a conversation with a language model. Answers appear as they are made; how
/// quickly they came stands on the error stream.
final class ChatCommand implements Command {
  private static final String PROMPT = "> ";
  private static final String SYSTEM = "--system";
  private static final String MAX_TOKENS = "--max-tokens";
  private static final String TEMPERATURE = "--temperature";
  private static final String SEED = "--seed";
  private static final String DRAFT = "--draft";
  private static final String DRAFT_TOKENS = "--draft-tokens";
  private static final int USUAL_TOKENS = 512;

  private final Project project;

  private static final String HELP =
      """
      Say something; the model answers.
        .clear   begin anew
        .quit    leave (also end of input)
      """;

  ChatCommand() {
    this(Project.here());
  }

  ChatCommand(Project project) {
    this.project = project;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Talk to a language model");
    return spec.addOption(ModelPlace.target())
        .addOption(RunCommand.threadsOption())
        .addOption(option(SYSTEM, "TEXT", "What the model should be like"))
        .addOption(option(MAX_TOKENS, "N", "The longest answer; " + USUAL_TOKENS + " by default"))
        .addOption(option(TEMPERATURE, "X", "0: the most likely answer; 0.8 by default"))
        .addOption(option(SEED, "N", "The seed of random numbers"))
        .addOption(option(DRAFT, "MODEL", "A smaller model that proposes what the model says"))
        .addOption(
            option(
                DRAFT_TOKENS,
                "N",
                "How many tokens it proposes at a time; " + Drafting.USUAL_TOKENS + " by default"))
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .type(String.class)
                .paramLabel("MODEL")
                .description("A .gguf file, a folder, or the name of an installed model")
                .build());
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    LanguageModel model;
    Drafting drafting;
    try {
      model = ModelPlace.open(arguments.matchedPositionalValue(0, ""), project, arguments);
      drafting = drafting(model, arguments);
    } catch (TensorFileFault | IllegalArgumentException fault) {
      console.err().println("tosc chat: " + fault.getMessage());
      return Exit.PROGRAM_ERRORS;
    }
    Conversation conversation = new Conversation(model, drafting, arguments, console);
    if (!console.isTerminal()) {
      var in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
      return conversation.hold(_ -> in.readLine());
    }
    console.out().println("`.help` tells more");
    try (LineEditor editor = LineEditor.open(Set::of)) {
      return conversation.hold(editor);
    }
  }

  /// @throws IllegalArgumentException where the draft is none for the model
  private @Nullable Drafting drafting(LanguageModel model, ParseResult arguments) {
    String draft = arguments.matchedOptionValue(DRAFT, "");
    int tokens = FunctionOptions.number(DRAFT_TOKENS, Drafting.USUAL_TOKENS, arguments);
    if (draft.isEmpty()) {
      return null;
    }
    Drafting drafting = new Drafting(ModelPlace.open(draft, project, arguments), tokens);
    drafting.requireFits(model);
    return drafting;
  }

  /// What was said.
  private static final class Conversation {
    private final LanguageModel model;
    private final @Nullable Drafting drafting;
    private final Console console;
    private final @Nullable String system;
    private final int maxTokens;
    private final Sampling sampling;
    private final List<Message> said = new ArrayList<>();

    /// Whether a line was not answered.
    private boolean hasFailed;

    Conversation(
        LanguageModel model, @Nullable Drafting drafting, ParseResult arguments, Console console) {
      this.model = model;
      this.drafting = drafting;
      this.console = console;
      this.system = arguments.matchedOptionValue(SYSTEM, (@Nullable String) null);
      this.maxTokens = FunctionOptions.number(MAX_TOKENS, USUAL_TOKENS, arguments);
      this.sampling = sampling(arguments);
      begin();
    }

    private static Sampling sampling(ParseResult arguments) {
      try {
        Sampling usual = Sampling.USUAL;
        double temperature =
            Double.parseDouble(
                arguments.matchedOptionValue(TEMPERATURE, Double.toString(usual.temperature())));
        String seed = arguments.matchedOptionValue(SEED, Long.toString(System.nanoTime()));
        return usual.withTemperature(temperature).withSeed(Long.parseLong(seed));
      } catch (NumberFormatException wrong) {
        throw new ParameterException(
            arguments.commandSpec().commandLine(), "expected a number: " + wrong.getMessage());
      } catch (IllegalArgumentException wrong) {
        throw new ParameterException(
            arguments.commandSpec().commandLine(), String.valueOf(wrong.getMessage()));
      }
    }

    private void begin() {
      said.clear();
      if (system != null) {
        said.add(new Message(Role.SYSTEM, system));
      }
    }

    int hold(ReplCommand.Lines lines) throws Exception {
      while (true) {
        String line = lines.next(PROMPT);
        if (line == null || line.strip().equals(".quit")) {
          // Who reads along has seen it; a script asks for the exit code.
          return hasFailed && !console.isTerminal() ? Exit.PROGRAM_ERRORS : Exit.OK;
        }
        switch (line.strip()) {
          case "" -> {}
          case ".help" -> console.out().print(HELP);
          case ".clear" -> begin();
          default -> answer(line);
        }
      }
    }

    private void answer(String line) {
      said.add(new Message(Role.USER, line));
      Request request = new Request(model.prompt(said), maxTokens, sampling, List.of());
      Predicate<String> listener =
          piece -> {
            console.out().print(piece);
            console.out().flush();
            return true;
          };
      Answer answer;
      try {
        answer =
            drafting == null
                ? model.answer(request, listener)
                : model.answer(request, drafting, listener);
      } catch (IllegalArgumentException tooLong) {
        said.removeLast();
        hasFailed = true;
        console.err().println("tosc chat: " + tooLong.getMessage());
        return;
      }
      said.add(new Message(Role.ASSISTANT, answer.text()));
      console.out().println();
      if (!console.quiet()) {
        console
            .err()
            .println(
                String.format(
                    Locale.ROOT,
                    "tosc: %d tokens read in %.2f s, %d said, %.1f a second%s",
                    answer.promptTokens(),
                    answer.promptSeconds(),
                    answer.tokens(),
                    (answer.tokens() - 1) / Math.max(answer.seconds(), 1e-9),
                    drafted(answer.drafted())));
      }
    }

    private static String drafted(Drafted drafted) {
      return drafted.proposed() == 0
          ? ""
          : ", %d of %d that were proposed".formatted(drafted.accepted(), drafted.proposed());
    }
  }
}
