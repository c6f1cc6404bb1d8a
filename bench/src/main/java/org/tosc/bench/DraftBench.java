package org.tosc.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.tosc.driver.model.EngineCompute;
import org.tosc.driver.model.LanguageModels;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.Drafted;
import org.tosc.models.generate.Drafting;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.generate.Request;
import org.tosc.models.generate.Sampling;

/// How quickly a language model answers with a draft and without: the same answer, in turns.
///
/// ```sh
/// bench/run models --draft DRAFT [--draft-tokens N] [--threads N] [--rounds N] [--tokens N] FILE
/// ```
///
/// *tokens/s* is the best of the rounds, without what the prompt takes.
final class DraftBench {
  private final PrintStream out;
  private final int threads;
  private final int rounds;
  private final Request request;

  DraftBench(PrintStream out, int threads, int rounds, int[] prompt, int tokens) {
    this.out = out;
    this.threads = threads;
    this.rounds = rounds;
    this.request = new Request(prompt, tokens, Sampling.GREEDY, List.of());
  }

  void measure(Path file, Path draft, int most) {
    LanguageModel model = open(file);
    LanguageModel small = open(draft);
    out.printf(
        "%s, with %s as a draft: %d thread(s), a prompt of %d tokens, %d tokens said, %d rounds%n"
            + "%8s %10s %10s %8s %10s %10s%n",
        file.getFileName(),
        draft.getFileName(),
        threads,
        request.prompt().length,
        request.maxTokens(),
        rounds,
        "proposed",
        "without/s",
        "with/s",
        "ratio",
        "accepted",
        "the same");
    for (int tokens = 1; tokens <= most; tokens++) {
      measure(model, new Drafting(small, tokens));
    }
  }

  private LanguageModel open(Path file) {
    return LanguageModels.open(file, new EngineCompute("x86_64", threads));
  }

  private void measure(LanguageModel model, Drafting drafting) {
    double[] without = new double[rounds];
    double[] with = new double[rounds];
    boolean isSame = true;
    Drafted drafted = Drafted.NONE;
    // The first round compiles.
    for (int round = -1; round < rounds; round++) {
      Answer plain = model.answer(request, _ -> true);
      Answer sped = model.answer(request, drafting, _ -> true);
      isSame &= plain.text().equals(sped.text());
      drafted = sped.drafted();
      if (round >= 0) {
        without[round] = tokensPerSecond(plain);
        with[round] = tokensPerSecond(sped);
      }
    }
    double best = Arrays.stream(without).max().orElseThrow();
    double sped = Arrays.stream(with).max().orElseThrow();
    out.printf(
        "%8d %10.2f %10.2f %8.2f %9.0f%% %10s%n",
        drafting.tokens(),
        best,
        sped,
        sped / best,
        100.0 * drafted.accepted() / Math.max(1, drafted.proposed()),
        isSame);
  }

  private static double tokensPerSecond(Answer answer) {
    return (answer.tokens() - 1) / answer.seconds();
  }
}
