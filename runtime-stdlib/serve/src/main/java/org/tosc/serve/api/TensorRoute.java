package org.tosc.serve.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tosc.rt.tensor.Tensor;
import org.tosc.serve.http.HttpFault;
import org.tosc.serve.http.Limits;
import org.tosc.serve.http.Reply;
import org.tosc.serve.http.Status;
import org.tosc.serve.json.Json;
import org.tosc.serve.model.TensorModel;
import org.tosc.serve.schedule.TensorService;

/// Tensors: `/infer`.
record TensorRoute(TensorService service, Limits limits) {
  private static final System.Logger LOGGER = System.getLogger("org.tosc.serve");
  private static final int LOOK = 50;
  private static final Set<String> NAMES = Set.of("input", "model", "user", "priority");

  void answer(Route route, Asked asked, Reply reply) throws HttpFault, IOException {
    if (route != Route.INFER) {
      throw HttpFault.bad("this model reads tensors; ask /infer");
    }
    asked.body().requireKnown(NAMES);
    Json input = asked.body().get("input");
    if (input == null) {
      throw Body.wrong("input", "nested lists, or an object of `shape`, `dtype` and `data`");
    }
    CompletableFuture<Tensor> result = service.submit(TensorJson.read(input), asked.priority());
    try {
      Tensor output = await(result, reply);
      Api.send(
          reply,
          Json.object(
              "output", TensorJson.write(output, input instanceof Json.Obj),
              "model", Json.of(service.model().name())));
    } finally {
      result.cancel(false);
    }
  }

  private Tensor await(CompletableFuture<Tensor> result, Reply reply)
      throws HttpFault, IOException {
    long deadline = System.nanoTime() + limits.request().toNanos();
    while (true) {
      try {
        return result.get(LOOK, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (reply.isClientGone()) {
          throw new IOException("the client is gone", notYet);
        }
        if (System.nanoTime() - deadline > 0) {
          throw new HttpFault(Status.GATEWAY_TIMEOUT, "the answer did not come in time");
        }
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof TensorModel.Refused refused) {
          throw HttpFault.bad(Objects.requireNonNull(refused.getMessage()));
        }
        LOGGER.log(System.Logger.Level.WARNING, "a model failed", failed.getCause());
        throw new HttpFault(Status.INTERNAL_SERVER_ERROR, "the model failed");
      } catch (CancellationException ended) {
        throw new HttpFault(Status.SERVICE_UNAVAILABLE, "the server ends");
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
  }
}
