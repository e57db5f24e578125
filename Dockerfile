# Built in two stages: the first has what installing needs, the second what runs.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN python3 -m venv /venv
COPY requirements.txt ./
RUN /venv/bin/pip install --require-hashes -r requirements.txt
COPY . .
# The key is for collecting files only and stays in this stage.
RUN SECRET_KEY=for-building-only DATA_DIR=/tmp/build STATIC_ROOT=/app/collected /venv/bin/python manage.py collectstatic --noinput -v 0 \
 && /venv/bin/python -m compileall -q /app

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/srv/data STATIC_ROOT=/app/collected BIND=0.0.0.0:8000
RUN groupadd --gid 10001 guide \
 && useradd --uid 10001 --gid guide --no-create-home --shell /usr/sbin/nologin guide \
 && install -d -o guide -g guide /srv/data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
VOLUME /srv/data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/livez', timeout=2)"]
# SECRET_KEY and ALLOWED_HOSTS come from the environment; see docs/operations.md.
CMD ["sh", "-c", "python manage.py prepare_site && exec gunicorn"]
