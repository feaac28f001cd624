package io.merlon.server.identity;

import io.merlon.json.Json;
import io.merlon.model.ArrayValue;
import io.merlon.model.ObjectValue;
import io.merlon.model.StringValue;
import io.merlon.server.ServerSettings;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where Azure's command line finds the built-in issuer: as an authority of the AD FS kind. */
@RestController
public class AuthorityController {
  private final ServerSettings settings;

  AuthorityController(ServerSettings settings) {
    this.settings = settings;
  }

  @GetMapping(
      path = {
        "/adfs/.well-known/openid-configuration",
        "/adfs/adfs/.well-known/openid-configuration"
      },
      produces = MediaType.APPLICATION_JSON_VALUE)
  String configuration() {
    String address = settings.address();
    return Json.write(
        ObjectValue.builder()
            .put("issuer", address + "/adfs")
            .put("authorization_endpoint", address + "/adfs/oauth2/authorize")
            .put("token_endpoint", address + "/oauth2/token")
            .put("device_authorization_endpoint", address + "/adfs/oauth2/devicecode")
            .put("jwks_uri", address + "/oauth2/jwks")
            .put(
                "token_endpoint_auth_methods_supported",
                new ArrayValue(List.of(new StringValue("client_secret_post"))))
            .put(
                "grant_types_supported",
                new ArrayValue(List.of(new StringValue("client_credentials"))))
            .build());
  }
}
