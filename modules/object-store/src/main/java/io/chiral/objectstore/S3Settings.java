package io.chiral.objectstore;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a store lies. Credentials are none of the settings: the SDK finds them in the environment,
 * in profiles, or in what the platform gives to containers and machines.
 *
 * @param bucket its name
 * @param prefix what all keys begin with: empty, or ending in a slash
 * @param endpoint of a service other than Amazon's; null: Amazon's in that region
 * @param region such as {@code eu-central-1}; services elsewhere mostly accept any
 * @param pathStyle whether the bucket's name goes into the path, not into the host's name
 */
public record S3Settings(
    String bucket, String prefix, @Nullable URI endpoint, String region, boolean pathStyle) {

  private static final Pattern PLACE =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9!_.*'()/-]*))?");

  /**
   * Of a place such as {@code s3://bucket/prefix}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static S3Settings of(
      String place, @Nullable URI endpoint, String region, boolean pathStyle) {
    Matcher matcher = PLACE.matcher(place);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' must be s3://BUCKET or s3://BUCKET/PREFIX".formatted(place));
    }
    String prefix = matcher.group(2) == null ? "" : matcher.group(2).replaceAll("^/+|/+$", "");
    return new S3Settings(
        matcher.group(1), prefix.isEmpty() ? "" : prefix + "/", endpoint, region, pathStyle);
  }

  /** The place of a key below the prefix, for people. */
  String uri(String key) {
    return "s3://%s/%s%s".formatted(bucket, prefix, key);
  }
}
