//! Findings as SARIF 2.1.0 (OASIS), which editors and code hosts show at their places.

use serde_json::{Value, json};

use crate::text::{Finding, Lang};

/// The schema that the document says it follows.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The whole document of one run of the checks. Columns count characters, from 1.
pub fn sarif(lang: Lang, findings: &[Finding]) -> Value {
    let mut rules: Vec<&str> = findings.iter().map(|f| f.message.code()).collect();
    rules.sort_unstable();
    rules.dedup();
    let results: Vec<Value> = findings.iter().map(|f| result(lang, f, &rules)).collect();
    let rules: Vec<Value> = rules.iter().map(|id| json!({ "id": id })).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "fagao",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "language": lang.tag(),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(lang: Lang, finding: &Finding, rules: &[&str]) -> Value {
    let said = finding.say(lang);
    let mut text = match &finding.account {
        Some(account) => format!("{account}: {}", said.what),
        None => said.what,
    };
    if let Some(hint) = said.hint {
        text += &format!("\n{hint}");
    }
    let code = finding.message.code();
    let mut result = json!({
        "ruleId": code,
        "ruleIndex": rules.iter().position(|r| *r == code),
        "level": "error",
        "message": { "text": text },
    });
    if let Some(place) = &finding.place {
        result["locations"] = json!([{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&place.file) },
            "region": { "startLine": place.line.max(1), "startColumn": place.column.max(1) },
        }}]);
    }
    if let Some(account) = &finding.account {
        result["properties"] = json!({ "account": account });
    }
    result
}

/// A path as a URI reference (RFC 3986): what is no plain letter is escaped, byte by byte.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    let path = path.replace('\\', "/");
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{ArticleMessage, ConfigMessage, Place};

    /// The essential shape of a SARIF log, as the standard's schema has it for what is used here.
    const SHAPE: &str = r##"{
 "type": "object",
 "required": [
  "version",
  "runs"
 ],
 "properties": {
  "$schema": {
   "type": "string",
   "format": "uri"
  },
  "version": {
   "const": "2.1.0"
  },
  "runs": {
   "type": "array",
   "items": {
    "type": "object",
    "required": [
     "tool"
    ],
    "additionalProperties": false,
    "properties": {
     "tool": {
      "type": "object",
      "required": [
       "driver"
      ],
      "properties": {
       "driver": {
        "type": "object",
        "required": [
         "name"
        ],
        "properties": {
         "name": {
          "type": "string"
         },
         "version": {
          "type": "string"
         },
         "rules": {
          "type": "array",
          "uniqueItems": true,
          "items": {
           "type": "object",
           "required": [
            "id"
           ],
           "properties": {
            "id": {
             "type": "string"
            }
           }
          }
         }
        }
       }
      }
     },
     "language": {
      "type": "string",
      "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"
     },
     "columnKind": {
      "enum": [
       "utf16CodeUnits",
       "unicodeCodePoints"
      ]
     },
     "results": {
      "type": "array",
      "items": {
       "type": "object",
       "required": [
        "message"
       ],
       "additionalProperties": false,
       "properties": {
        "ruleId": {
         "type": "string"
        },
        "ruleIndex": {
         "type": "integer",
         "minimum": 0
        },
        "level": {
         "enum": [
          "none",
          "note",
          "warning",
          "error"
         ]
        },
        "message": {
         "type": "object",
         "required": [
          "text"
         ],
         "properties": {
          "text": {
           "type": "string",
           "minLength": 1
          }
         }
        },
        "properties": {
         "type": "object"
        },
        "locations": {
         "type": "array",
         "items": {
          "type": "object",
          "properties": {
           "physicalLocation": {
            "type": "object",
            "required": [
             "artifactLocation"
            ],
            "properties": {
             "artifactLocation": {
              "type": "object",
              "required": [
               "uri"
              ],
              "properties": {
               "uri": {
                "type": "string",
                "pattern": "^[!-~]+$"
               }
              }
             },
             "region": {
              "type": "object",
              "properties": {
               "startLine": {
                "type": "integer",
                "minimum": 1
               },
               "startColumn": {
                "type": "integer",
                "minimum": 1
               }
              }
             }
            }
           }
          }
         }
        }
       }
      }
     }
    }
   }
  }
 }
}"##;

    fn schema() -> Value {
        serde_json::from_str(SHAPE).expect("a schema")
    }

    fn findings() -> Vec<Finding> {
        let place = Place {
            file: "posts/我的 文章.md".into(),
            line: 3,
            column: 7,
        };
        vec![
            Finding::at(place, ArticleMessage::NoTitle).for_account("juejin"),
            Finding::of(ConfigMessage::Draft),
        ]
    }

    #[test]
    fn the_document_has_the_shape_of_the_standard() {
        let validator = jsonschema::validator_for(&schema()).expect("a schema");
        for lang in [Lang::En, Lang::Zh] {
            for findings in [Vec::new(), findings()] {
                let document = sarif(lang, &findings);
                let wrong: Vec<String> = validator
                    .iter_errors(&document)
                    .map(|e| format!("{}: {e}", e.instance_path()))
                    .collect();
                assert!(wrong.is_empty(), "{wrong:?}");
            }
        }
    }

    #[test]
    fn a_result_points_at_its_place_and_its_rule() {
        let document = sarif(Lang::Zh, &findings());
        let result = &document["runs"][0]["results"][0];
        let rule = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(
            document["runs"][0]["tool"]["driver"]["rules"][rule]["id"],
            "article.no-title"
        );
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            location["artifactLocation"]["uri"],
            "posts/%E6%88%91%E7%9A%84%20%E6%96%87%E7%AB%A0.md"
        );
        assert_eq!(
            location["region"],
            json!({"startLine": 3, "startColumn": 7})
        );
    }
}
