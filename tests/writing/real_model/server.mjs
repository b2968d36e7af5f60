// A small real model behind OpenAI's interface, on loopback: node server.mjs <model file>
// Prints its address when it is ready. Run by `make test-model`, from the folder that holds node_modules.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const here = createRequire(pathToFileURL(process.cwd() + "/"));
const { getLlama, LlamaChat } = await import(pathToFileURL(here.resolve("node-llama-cpp")));

const llama = await getLlama({ gpu: false, build: "never", logLevel: "error" });
const model = await llama.loadModel({ modelPath: process.argv[2] });
// One thread: several wait for each other so busily that on a loaded machine nothing comes out.
const context = await model.createContext({ contextSize: 8192, threads: 1 });
const sequence = context.getSequence();
const grammars = new Map();
let turn = Promise.resolve();

async function grammarFor(format) {
  if (!format || format.type === "text") return undefined;
  if (format.type === "json_object") return llama.getGrammarFor("json");
  const key = JSON.stringify(format.json_schema.schema);
  if (!grammars.has(key)) {
    grammars.set(key, await llama.createGrammarForJsonSchema(format.json_schema.schema));
  }
  return grammars.get(key);
}

function historyOf(messages) {
  return messages.map(({ role, content }) =>
    role === "assistant" ? { type: "model", response: [content] } : { type: role, text: content },
  );
}

async function complete({ messages, max_tokens, response_format }) {
  const chat = new LlamaChat({ contextSequence: sequence });
  const before = sequence.tokenMeter.getState();
  const answer = await chat.generateResponse([...historyOf(messages), { type: "model", response: [] }], {
    maxTokens: Math.min(max_tokens ?? 1500, 1500),
    temperature: 0.4,
    seed: 7,
    repeatPenalty: { lastTokens: 64, penalty: 1.3 },
    grammar: await grammarFor(response_format),
  });
  const used = sequence.tokenMeter.diff(before);
  chat.dispose({ disposeSequence: false });
  await sequence.clearHistory();
  return {
    id: "one",
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: "smollm2",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: answer.response },
        finish_reason: answer.metadata.stopReason === "maxTokens" ? "length" : "stop",
      },
    ],
    usage: {
      prompt_tokens: used.usedInputTokens,
      completion_tokens: used.usedOutputTokens,
      total_tokens: used.usedInputTokens + used.usedOutputTokens,
    },
  };
}

async function answer(request, reply) {
  const parts = [];
  for await (const part of request) parts.push(part);
  let status = 200;
  let body;
  try {
    body = await (turn = turn.catch(() => {}).then(() => complete(JSON.parse(Buffer.concat(parts)))));
  } catch (problem) {
    status = 500;
    body = { error: { message: String(problem), type: "server_error", code: 500 } };
  }
  reply.writeHead(status, { "Content-Type": "application/json" });
  reply.end(JSON.stringify(body));
}

const server = createServer(answer);
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/v1`));
