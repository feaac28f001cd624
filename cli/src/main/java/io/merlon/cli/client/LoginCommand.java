package io.merlon.cli.client;

import io.merlon.cli.ExitCode;
import io.merlon.cli.Terminal;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code merlon login}: signs in to a server as a client with a secret. */
@Command(
    name = "login",
    header = "Sign in to a server.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The secret comes from MERLON_CLIENT_SECRET, from standard input (--secret-stdin) or is asked",
      "for; it is never an argument. What is kept lies in ~/.merlon/client (or MERLON_CLIENT_DIR),",
      "in files that only you may read.",
      "A certificate that the system does not trust is shown by its fingerprint and trusted from then",
      "on once you agree; without a terminal, name it with --certificate or --fingerprint.",
      "Exit codes: 0 done, 2 usage, 4 the server cannot be reached or refuses the sign-in."
    })
public final class LoginCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      required = true,
      paramLabel = "URL",
      description = "The server's address: https://HOST:PORT")
  private String server = "";

  @Option(
      names = "--client-id",
      defaultValue = "admin",
      paramLabel = "ID",
      description = "Who signs in. Default: ${DEFAULT-VALUE}.")
  private String clientId = "";

  @Option(names = "--secret-stdin", description = "Read the secret from standard input.")
  private boolean secretFromInput;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Trust the certificates of this file (PEM), such as the server's server.pem.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA256",
      description = "Trust the server's certificate when it has this fingerprint.")
  private Optional<String> fingerprint = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "What to call this server. Default: its host and port.")
  private Optional<String> context = Optional.empty();

  @Option(
      names = "--forget-secret",
      description = "Keep the token only: the sign-in ends with it, in about an hour.")
  private boolean forgetSecret;

  public LoginCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    URI address = address();
    String name = context.orElse(address.getHost() + "-" + Math.max(address.getPort(), 443));
    if (!Contexts.isName(name)) {
      throw wrong("--context may have letters, digits, '.', '_' and '-', not '" + name + "'");
    }
    String base = "https://" + address.getRawAuthority();
    String trusted = trusted(address);
    Context asked = new Context(base, trusted, clientId, secret(), "", Instant.EPOCH);
    Context signedIn;
    try (HttpClient http = ServerClient.open(trusted)) {
      signedIn = TokenSource.signedIn(http, asked, Instant.now());
    }
    Contexts contexts = Contexts.ofUser();
    contexts.write(
        name,
        forgetSecret
            ? new Context(base, trusted, clientId, "", signedIn.token(), signedIn.expires())
            : signedIn);
    contexts.use(name);
    terminal.say("signed in to " + base + " as " + clientId + " (context " + name + ")");
    return ExitCode.CLEAN;
  }

  private URI address() {
    try {
      URI address = URI.create(server);
      if ("https".equals(address.getScheme()) && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException noAddress) {
      throw wrong("--server is no address: " + server);
    }
    throw wrong("--server must be https://HOST:PORT, not " + server);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private String trusted(URI address) throws IOException {
    if (certificate.isPresent()) {
      return Files.readString(certificate.get(), StandardCharsets.US_ASCII);
    }
    X509Certificate shown;
    try {
      if (fingerprint.isEmpty() && Trust.isTrustedBySystem(address)) {
        return "";
      }
      shown = Trust.shownBy(address);
    } catch (IOException e) {
      throw ServerClient.unreachable(server, e);
    }
    String print = Trust.fingerprint(shown);
    if (fingerprint.isPresent() ? Trust.isSame(fingerprint.get(), print) : agreed(print)) {
      return Trust.pem(shown);
    }
    throw new ServerFault(
        ExitCode.UNREACHABLE,
        "the certificate of "
            + server
            + " is not trusted; its fingerprint is "
            + print
            + ". Compare it with the server's (openssl x509 -in server.pem -noout -fingerprint"
            + " -sha256), then sign in with --fingerprint or --certificate");
  }

  private boolean agreed(String print) {
    Optional<Console> console = console();
    if (console.isEmpty()) {
      return false;
    }
    terminal.say("the certificate of " + server + " is not known; its SHA-256 fingerprint is");
    terminal.err().println("  " + print);
    String answer = console.get().readLine("Trust it from now on? [y/N] ");
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }

  private static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  private String secret() throws IOException {
    if (secretFromInput) {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      return Optional.ofNullable(input.readLine()).orElse("").strip();
    }
    Optional<String> given =
        Optional.ofNullable(System.getenv("MERLON_CLIENT_SECRET")).filter(one -> !one.isEmpty());
    if (given.isPresent()) {
      return given.get();
    }
    Optional<Console> console = console();
    if (console.isEmpty()) {
      throw wrong("the secret is needed: MERLON_CLIENT_SECRET or --secret-stdin");
    }
    char[] typed = console.get().readPassword("Secret of %s: ", clientId);
    if (typed == null) {
      throw wrong("the secret is needed");
    }
    String secret = new String(typed);
    Arrays.fill(typed, ' ');
    return secret;
  }
}
